// The editor: CodeMirror, or a plain text area where it cannot be loaded.
const PATIENCE = 60_000; // ms from Escape to the Tab that leaves the editor

export async function editor({ parent, text, label, changed, check }) {
  try {
    return rich(await import("./vendor/codemirror.mjs"), { parent, text, label, changed, check });
  } catch {
    return plain({ parent, text, label, changed, check });
  }
}

function rich(cm, { parent, text, label, changed, check }) {
  const { EditorState, EditorView, HighlightStyle, Prec, indentUnit, keymap, tags } = cm;
  const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.bool, tags.null], color: "var(--keyword)" },
    { tag: tags.string, color: "var(--string)" },
    { tag: tags.number, color: "var(--number)" },
    { tag: tags.comment, color: "var(--comment)" },
  ]);
  // In a tree of its own: there the editor adds its styles in a way that the policy allows.
  const root = parent.attachShadow({ mode: "open" });
  const theme = EditorView.theme({
    "&": { height: "48vh", fontSize: ".9rem", color: "var(--ink)", background: "var(--paper)" },
    ".cm-scroller": { fontFamily: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace" },
    ".cm-gutters": { background: "var(--raised)", color: "var(--soft)", borderColor: "var(--rule)" },
    ".cm-activeLine, .cm-activeLineGutter": { background: "var(--raised)" },
    ".cm-cursor": { borderColor: "var(--ink)" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--rule) !important" },
    ".cm-tooltip, .cm-panels": { background: "var(--raised)", color: "var(--ink)" },
  });
  const view = new EditorView({ parent: root, root, state: EditorState.create({ doc: text, extensions: [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { check(); return true; } }])),
    cm.basicSetup, keymap.of([cm.indentWithTab]), cm.python(), indentUnit.of("    "),
    theme, cm.syntaxHighlighting(colours), EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    // Escape and then Tab leave the editor, as its label says: also where Escape has closed a
    // list of completions, and for who needs more than the editor's own two seconds.
    EditorView.domEventHandlers({ keyup: ({ key }, view) => { if (key === "Escape") view.setTabFocusMode(PATIENCE); } }),
    EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
  ] }) });
  const line = (number) => view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
  return {
    text: () => view.state.doc.toString(),
    set: (doc) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: doc } }),
    mark: (places) => view.dispatch(cm.setDiagnostics(view.state, places.map(({ number, message }) => {
      const { from, to } = line(number);
      return { from, to, severity: "error", message };
    }))),
    show(number) {
      const { from } = line(number);
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
  };
}

function plain({ parent, text, label, changed, check }) {
  const area = document.createElement("textarea");
  Object.assign(area, { value: text, spellcheck: false, ariaLabel: label, oninput: changed });
  area.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) check(); };
  parent.append(area);
  return {
    text: () => area.value,
    set(doc) { area.value = doc; changed(); },
    mark() {},
    show(number) {
      const lines = area.value.split("\n");
      const start = lines.slice(0, number - 1).join("\n").length + (number > 1);
      area.focus();
      area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
    },
  };
}
