// Keep the site for use without a network, once the page itself has what it needs. A newer
// version waits until no page of this one is open: `tell` gets the words that say so.
export async function keepOffline(tell) {
  const kept = await navigator.serviceWorker?.register("./sw.js").catch(() => null); // a private window, say
  const look = () => {
    if (kept.waiting && navigator.serviceWorker.controller)
      tell("A newer version of these pages is here. Close all tabs that show them to get it; your work stays.");
  };
  if (!kept) return;
  look();
  kept.addEventListener("updatefound", () => kept.installing.addEventListener("statechange", look));
}
