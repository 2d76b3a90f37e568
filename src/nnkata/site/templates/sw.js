// Keeps the site for use without a network. A new version waits until no page of the old
// one is open, so that no page mixes both.
const NAME = "nnkata-{{ version }}";
const FILES = {{ files | tojson }};

self.addEventListener("install", (event) => event.waitUntil(
  caches.open(NAME).then((cache) => cache.addAll(FILES.map(asked)))));

// The folder of Pyodide has its version in its name: what the page has loaded of it is right,
// and what the browser has compiled of that goes on to be used.
function asked(file) {
  return new Request(file, { cache: file.startsWith("pyodide-") ? "force-cache" : "no-cache" });
}

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("nnkata-") && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});

async function answer(request) {
  const url = new URL(request.url);
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  const cache = await caches.open(NAME);
  return (await cache.match(url.origin + url.pathname)) ?? fetch(request);
}
