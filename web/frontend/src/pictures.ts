/** A picture that the server was too busy to draw is asked for again. */

const AGAIN_MS = [3_000, 10_000, 30_000];

export function askAgainForPictures(): void {
  const failures = new WeakMap<HTMLImageElement, number>();
  // The event of a picture does not bubble.
  document.addEventListener("error", (event) => event.target instanceof HTMLImageElement && askAgain(event.target), true);
  // What failed before this script ran.
  for (const image of document.images) if (image.complete && image.naturalWidth === 0) askAgain(image);

  function askAgain(image: HTMLImageElement): void {
    const count = failures.get(image) ?? 0;
    const delay = AGAIN_MS[count];
    if (!image.currentSrc || delay === undefined) return;
    failures.set(image, count + 1);
    setTimeout(() => (image.src = image.src), delay);
  }
}
