// The reader's work: for each kata {text, hints, passed, version}, in this browser alone;
// and its trained networks, a list of {name, bytes}.
// Where nothing can be stored, as in some private windows, it lives as long as the page.
const STORE = "katas", NETWORKS = "networks";
let memory = null;

const opened = new Promise((resolve) => {
  try {
    const request = indexedDB.open("nnkata", 2);
    request.onupgradeneeded = () => {
      for (const name of [STORE, NETWORKS])
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      // Another tab with a newer version of the site, or somebody who removes what is stored.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = request.onblocked = () => resolve(null);
  } catch {
    resolve(null);
  }
}).then((base) => {
  if (!base) memory = new Map();
  return base;
});

export const isStored = () => opened.then(Boolean);

async function transact(mode, use, name = STORE) {
  const base = await opened;
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(name, mode);
    let result;
    use(transaction.objectStore(name), (value) => { result = value; });
    transaction.oncomplete = () => resolve(result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export async function all() {
  if (!(await opened)) return new Map(memory);
  return transact("readonly", (store, done) => {
    const found = new Map();
    store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return done(found);
      found.set(cursor.key, cursor.value);
      cursor.continue();
    };
  });
}

export async function read(slug) {
  return (await all()).get(slug) ?? { version: 0, hints: {} };
}

// Change what is kept of a kata; null where another tab has changed it since `version`.
export async function change(slug, version, changes) {
  const changed = (old) => {
    if (version !== undefined && (old?.version ?? 0) !== version) return null;
    return { hints: {}, ...old, ...changes, version: (old?.version ?? 0) + 1 };
  };
  if (!(await opened)) {
    const entry = changed(memory.get(slug));
    if (entry) memory.set(slug, entry);
    return entry;
  }
  return transact("readwrite", (store, done) => {
    store.get(slug).onsuccess = ({ target: { result } }) => {
      const entry = changed(result);
      if (entry) store.put(entry, slug);
      done(entry);
    };
  });
}

export async function networks(slug) {
  if (!(await opened)) return [];
  const found = await transact("readonly", (store, done) => {
    store.get(slug).onsuccess = ({ target }) => done(target.result);
  }, NETWORKS);
  return found ?? [];
}

export async function keepNetworks(slug, found) {
  if (await opened) await transact("readwrite", (store) => store.put(found, slug), NETWORKS);
}
