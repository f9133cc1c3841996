import json
from dataclasses import replace
from pathlib import Path

import pytest
from support import ordering
from support.ordering import BERLIN

from configurator.domain.errors import Blocked, Failed, Refused, blocked
from configurator.domain.production.factory_files import factory_facts
from configurator.domain.validation import StrictModel
from configurator.extensions import DISTRIBUTION
from configurator.pool import process
from configurator.pool.process import run_in_process
from configurator.production import target_call
from configurator.production.target_registry import entries, find_target
from configurator.production.targets import Target
from configurator.services.admin.verify import check_store
from configurator.services.factories import targets
from configurator.services.factories.factories import read_factory_file
from configurator.services.factories.targets import call_target, place_of_job
from configurator.services.production.dispatch import take_back_job

# The settings with which each of our own targets can be tried.
SETTINGS = {"hot-folder": {}}
TICKET = "7KQ2M4XD9A.1"


class HookSettings(StrictModel):
    """What a target of its own wants to know."""

    url: str
    hosts: tuple[str, ...] = ()


def raises(error):
    def verb(request):
        raise error

    return verb


@pytest.fixture
def hook(monkeypatch):
    """Puts a target with settings of its own in the place of all others; its verbs can be given."""

    def install(**verbs):
        verbs = {name: lambda request: {} for name in ("hand_over", "withdraw", "status")} | verbs
        place = verbs.pop("place", lambda request: f"{request['settings']['url']}/{request['ticket']}")
        target = Target("hook", "A hook", HookSettings, **verbs, place=place)
        for module in (targets, target_call):
            monkeypatch.setattr(module, "find_target", lambda name: target)
        return replace(BERLIN, target="hook", settings={"url": "http://here", "hosts": ["a"]})

    return install


@pytest.fixture
def file_problems(tmp_path):
    """The places of all problems with Berlin's file, with changes."""

    def read(**changed):
        (tmp_path / "berlin.json").write_text(json.dumps(factory_facts(BERLIN) | changed))
        with pytest.raises(Refused) as caught:
            read_factory_file(tmp_path / "berlin.json")
        return {problem.fields: problem for problem in caught.value.problems}

    return read


def test_a_target_gets_every_setting_and_a_folder_of_this_machine(context, hook):
    requests = []
    factory = hook(withdraw=lambda request: requests.append(request) or {"withdrawn": False})
    assert call_target(context, factory, "withdraw", {"ticket": TICKET}) == {"withdrawn": False}
    (request,) = requests
    folder = str(context.folders / "berlin")
    assert request == {"settings": {"url": "http://here", "hosts": ["a"]}, "folder": folder, "ticket": TICKET}
    assert not Path(folder).exists()


def test_what_a_target_says_itself_is_told_as_it_is(context, hook):
    with pytest.raises(Blocked, match="No route"):
        call_target(context, hook(status=raises(blocked("No route."))), "status", {})


@pytest.mark.parametrize("verb", [raises(KeyError("url")), lambda request: {"socket": object()}])
def test_a_fault_of_a_target_is_told_with_its_name(context, hook, verb):
    with pytest.raises(Failed, match=r"The target .hook. failed with (Key|Type)Error") as caught:
        call_target(context, hook(status=verb), "status", {})
    assert caught.value.problems[0].fields == ("target",)


def test_an_error_s_own_text_goes_to_the_log_alone_as_it_may_quote_a_secret(context, hook, caplog):
    with pytest.raises(Failed) as caught:
        call_target(context, hook(status=raises(OSError("http://here/?token=geheim"))), "status", {})
    assert "geheim" not in str(caught.value) and "geheim" in caplog.text


def test_a_target_that_never_answers_is_blocked_and_says_what_to_look_at(context, hook, monkeypatch):
    def never(*arguments):
        raise TimeoutError

    monkeypatch.setattr(process, "run_in_process", never)
    with pytest.raises(Blocked, match=r"The target .hook. did not answer within 30 s. See that the factory's folder"):
        call_target(context, hook(), "status", {})


def test_a_target_works_in_another_process(context, monkeypatch):
    monkeypatch.setattr(process, "run_in_process", run_in_process)
    folder = context.folders / "berlin"
    (folder / TICKET).mkdir(parents=True)
    assert call_target(context, BERLIN, "status", {}) == {"tickets": [TICKET]}


def test_a_request_that_is_no_json_is_never_sent(context, hook):
    with pytest.raises(TypeError):
        call_target(context, hook(), "hand_over", {"files": {"job.json": Path("job.json")}})


@pytest.mark.parametrize("target", [each.value for each in entries() if each.distribution == DISTRIBUTION])
def test_what_our_own_targets_get_and_answer_survives_json(context, monkeypatch, target):
    answers = {}

    def noting(verb):
        def call(request):
            answers[verb] = getattr(target, verb)(request)
            return answers[verb]

        return call

    noted = replace(target, **{verb: noting(verb) for verb in ("hand_over", "withdraw", "status")})
    monkeypatch.setattr(target_call, "find_target", lambda name: noted)
    factory = replace(BERLIN, target=target.name, settings=SETTINGS[target.name])
    ordering.add_factories(context, factory)
    job = ordering.job_in_state(context, "handed_over")
    assert call_target(context, factory, "status", {})["tickets"] == [job.ticket]
    take_back_job(context, "berlin", job.ticket)
    assert call_target(context, factory, "status", {})["tickets"] == []
    assert answers == json.loads(json.dumps(answers)) and answers["withdraw"] == {"withdrawn": True}
    assert isinstance(place_of_job(context, factory, job.ticket), str)


def test_a_place_is_told_by_the_target_and_none_if_it_cannot(context, hook):
    assert place_of_job(context, hook(), TICKET) == f"http://here/{TICKET}"
    assert place_of_job(context, hook(place=raises(KeyError("url"))), TICKET) is None
    assert place_of_job(context, replace(hook(), settings={}), TICKET) is None


def test_a_factory_whose_target_is_gone_is_doubtful_and_its_jobs_are_flagged(context):
    ordering.add_factories(context, replace(BERLIN, target="hot-foldr"))
    job = ordering.job_in_state(context, "routed")
    ordering.dispatch_job(context, ordering.WORKER, job.id)
    assert "There is no target 'hot-foldr'. Did you mean 'hot-folder'?" in ordering.load_job(context, job.id).flag
    (doubt,) = check_store(context).doubts
    assert doubt.startswith("factory berlin: target: There is no target 'hot-foldr'.")


def test_an_unknown_target_is_refused_with_its_place(file_problems):
    assert file_problems(target="hot-foldr")[("target",)].hint == "Did you mean 'hot-folder'?"


def test_a_wrong_setting_is_refused_with_its_place_beside_all_other_faults(file_problems):
    problems = file_problems(settings={"folder": 5, "url": ""}, id="B")
    assert problems.keys() == {("settings.folder",), ("settings.url",), ("id",)}


def test_a_folder_that_is_named_twice_is_refused(file_problems):
    assert file_problems(folder="/a", settings={"folder": "/b"}).keys() == {("folder", "settings.folder")}


def test_a_folder_for_a_target_that_has_none_is_refused_where_it_stands(file_problems, hook):
    hook()
    assert file_problems(folder="/a", settings={"url": ""}).keys() == {("folder",)}
    assert file_problems(settings={}).keys() == {("settings.url",)}


@pytest.mark.parametrize("content", [{"folder": "/srv/a"}, {"settings": {"folder": "/srv/a"}}])
def test_a_hot_folder_may_be_named_in_either_place(context, tmp_path, content):
    (tmp_path / "berlin.json").write_text(json.dumps(factory_facts(BERLIN) | content))
    factory = read_factory_file(tmp_path / "berlin.json").factory
    assert place_of_job(context, factory, TICKET) == f"/srv/a/{TICKET}"


def test_settings_are_in_no_event(context):
    ordering.add_factories(context, replace(BERLIN, settings={"folder": "geheim"}))
    (event,) = ordering.read_events(context)
    assert "geheim" not in json.dumps(event.data) and event.data["target"] == "hot-folder"


def test_the_default_target_is_there():
    assert find_target(BERLIN.target).name == "hot-folder"
