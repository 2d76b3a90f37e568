// Progress on the path, and the reader's work as the zip of the command line.
import { keepOffline } from "./offline.mjs";
import { all, change, isStored } from "./store.mjs";
import { Python } from "./python.mjs";

const find = (id) => document.getElementById(id);
let python;
const running = () => (python ??= new Python(null, (text) => { find("state").textContent = text; }));

async function paint() {
  const kept = await all();
  for (const item of document.querySelectorAll("[data-kata]")) {
    const entry = kept.get(item.dataset.kata);
    item.classList.toggle("passed", Boolean(entry?.passed));
    item.classList.toggle("begun", Boolean(entry?.text && !entry.passed));
  }
}

find("export").onclick = async () => {
  const state = { passed: {}, hints: {}, files: {} };
  for (const [slug, { text, hints, passed }] of await all()) {
    if (text !== undefined) state.files[slug] = text;
    if (passed) state.passed[slug] = passed;
    for (const [name, count] of Object.entries(hints)) state.hints[`${slug}.${name}`] = count;
  }
  try {
    const zip = await running().do("pack", { state });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([zip], { type: "application/zip" }));
    link.download = "nnkata.zip";
    link.click();
    find("state").textContent = `${Object.keys(state.files).length} files saved.`;
  } catch (error) { find("state").textContent = error.message; }
};

find("import").onchange = async ({ target }) => {
  try {
    const bytes = new Uint8Array(await target.files[0].arrayBuffer());
    const { files, passed, hints } = await running().do("unpack", { bytes });
    const slugs = new Set([...Object.keys(files), ...Object.keys(passed)]);
    const kept = await all();
    const replaced = [...slugs].filter((slug) => slug in files && (kept.get(slug)?.text ?? files[slug]) !== files[slug]);
    if (replaced.length && !confirm(`Replace your code of ${replaced.join(", ")}?`)) return;
    for (const slug of slugs) {
      const own = Object.entries(hints).filter(([name]) => name.startsWith(`${slug}.`));
      const changes = { hints: Object.fromEntries(own.map(([name, count]) => [name.slice(slug.length + 1), count])) };
      if (slug in files) changes.text = files[slug];
      if (passed[slug]) changes.passed = passed[slug];
      await change(slug, undefined, changes);
    }
    find("state").textContent = `${Object.keys(files).length} files taken over.`;
    await paint();
  } catch (error) { find("state").textContent = error.message; }
  target.value = "";
};

find("work").hidden = false;
if (!(await isStored())) find("state").textContent = "This window stores nothing: your work lives as long as a page.";
await paint();
keepOffline((text) => { find("state").textContent = text; });
