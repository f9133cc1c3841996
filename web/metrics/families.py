"""Families of metrics that are read when asked, by name and labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily

Labels = tuple[str, ...]
Samples = Mapping[Labels, float]
# How often, and the sum.
Sums = Mapping[Labels, tuple[int, float]]
PREFIX = "configurator_"


def gauge(name: str, words: str, labels: Labels, samples: Samples) -> Metric:
    """What is so at this moment."""
    return _filled(GaugeMetricFamily(PREFIX + name, words, labels=labels), samples)


def counter(name: str, words: str, labels: Labels, samples: Samples) -> Metric:
    """What only rises."""
    return _filled(CounterMetricFamily(PREFIX + name, words, labels=labels), samples)


def summary(name: str, words: str, labels: Labels, sums: Sums) -> Metric:
    """What only rises, as its count and its sum."""
    family = SummaryMetricFamily(PREFIX + name, words, labels=labels)
    for values, (count, total) in sums.items():
        family.add_metric(values, count, total)
    return family


def one_label(counts: Mapping[str, float]) -> Samples:
    """Samples of a family with one label."""
    return {(name,): count for name, count in counts.items()}


def _filled(family: Any, samples: Samples) -> Metric:
    for labels, value in samples.items():
        family.add_metric(labels, value)
    metric: Metric = family
    return metric
