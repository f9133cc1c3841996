/** Written by web/frontend/unit_table.py from the units of the domain: change those. */

/** Of each unit its dimension and the factor to the base unit. */
export const UNITS: Readonly<Record<string, readonly [string, number]>> = {
  "mm": ["length", 1.0],
  "cm": ["length", 10.0],
  "m": ["length", 1000.0],
  "in": ["length", 25.4],
  "kg": ["mass", 1.0],
  "g": ["mass", 0.001],
  "lb": ["mass", 0.45359237],
  "deg": ["angle", 1.0],
};

/** In small letters, how people write each unit. */
export const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "mm": ["mm", "mms", "millimeter", "millimeters", "millimetre", "millimetres"],
  "cm": ["cm", "cms", "centimeter", "centimeters", "centimetre", "centimetres"],
  "m": ["m", "meter", "meters", "metre", "metres"],
  "in": ["in", "ins", "inch", "inches", "\"", "″", "”", "“", "''", "’’", "′′"],
  "ft": ["ft", "foot", "feet", "'", "’", "′"],
  "micron": ["micron", "microns", "um", "µm", "μm", "micrometer", "micrometers", "micrometre", "micrometres"],
  "mil": ["mil", "mils", "thou"],
  "kg": ["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"],
  "g": ["g", "gram", "grams", "gramme", "grammes"],
  "lb": ["lb", "lbs", "pound", "pounds"],
  "deg": ["deg", "degs", "degree", "degrees", "°", "º"],
};

/** The unit that replaces a parameter's own where somebody works in inches. */
export const INCHES: Readonly<Record<string, string>> = {
  "mm": "in",
  "kg": "lb",
};

/** The decimals that sizes in each unit are shown with. */
export const DECIMALS: Readonly<Record<string, number>> = {
  "mm": 2,
  "in": 3,
  "kg": 1,
  "lb": 1,
  "deg": 1,
  "": 2,
};
