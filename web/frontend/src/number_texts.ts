/** Numbers with the signs that phones, spreadsheets and other languages write: as `domain/number_texts.py` reads them. */

// Of no width. Between two digits it may stand for a space, so that 1 3/8 would be read as 13/8: there it stays.
const INVISIBLE = /(?<!\d)[\u00ad\u200b-\u200e\u2060\ufeff]+|[\u00ad\u200b-\u200e\u2060\ufeff]+(?!\d)/g;
const ENDS = /^[\u061c\u200f\u202a\u202c\u2066\u2068\u2069 ]+|[\u061c\u200f\u202a\u202c\u2066\u2068\u2069 ]+$/g;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const DASHES = /[\u2010-\u2014\u2212\ufe63\uff0d]/g;
const SLASHES = /[\u2044\u2215]/g;
const SMALL_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉";
// A fraction of small digits, such as ³⁄₈, or a sign of its own, such as ⅜.
const FRACTION = /[⁰¹²³⁴⁵⁶⁷⁸⁹]+[\u2044\u2215/][₀₁₂₃₄₅₆₇₈₉]+|[¼-¾⅐-⅞↉]/g;
const DIGIT = /[\d⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]/;

/** The text with a keyboard's dashes, slashes, spaces and digits, without what nobody sees; `9½` is `9 1/2`. */
export function plainNumberText(text: string): string {
  const visible = text.trim().replace(INVISIBLE, "").replace(ENDS, "").replace(SPACES, " ").trim();
  return visible.replace(FRACTION, spacedFraction).replace(DASHES, "-").replace(SLASHES, "/").trim();
}

/** Apart from the digits on both sides, so that 1³⁄₈ is never 13/8. */
function spacedFraction(fraction: string, start: number, whole: string): string {
  const digits = fraction.length > 1 ? fraction.replace(/[⁰-₉¹²³]/g, plainDigit) : fraction.normalize("NFKC");
  return `${DIGIT.test(whole.charAt(start - 1)) ? " " : ""}${digits} `;
}

function plainDigit(digit: string): string {
  const place = SMALL_DIGITS.indexOf(digit);
  return place < 0 ? digit : String(place % 10);
}
