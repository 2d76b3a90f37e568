// Keep the site for use without a network, once the page itself has what it needs.
export function keepOffline() {
  navigator.serviceWorker?.register("./sw.js").catch(() => {});
}
