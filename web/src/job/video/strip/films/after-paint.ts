/** An idle moment may not come while a video plays. */
const AT_MOST_MS = 2000;
/** Where browsers do not say that they are idle. */
const LATER_MS = 300;

/** Calls back once a page has loaded, its largest picture is there, and it has nothing more urgent to do. Returns a way to cancel. */
export function afterPaint(picture: string | null, then: () => void): () => void {
  let isCanceled = false;
  const once = () => {
    if (!isCanceled) then();
  };
  const whenIdle = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(once, { timeout: AT_MOST_MS });
    else setTimeout(once, LATER_MS);
  };
  void Promise.all([pageLoad(), loadOf(picture)]).then(whenIdle);
  return () => {
    isCanceled = true;
  };
}

async function pageLoad(): Promise<void> {
  if (document.readyState === 'complete') return;
  await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
}

/** Also of one that does not come. */
async function loadOf(url: string | null): Promise<void> {
  if (url === null) return;
  const image = new Image();
  await new Promise((ended) => {
    image.onload = image.onerror = ended;
    image.src = url;
  });
}
