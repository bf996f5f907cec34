/* What the reader knows better: noted here, kept by the browser, downloaded as the file of `build --corrections`. */

const KINDS = ["split", "merge", "rename", "retype", "forbid", "resign"]; // in the order in which they are applied
const STORE = `graphkit:${location.pathname}:${packed.title}`;

const corrections = {
  entries: readStore(),
  add(entry) { this.entries.push(entry); this.keep(say("correction_noted", { n: count("corrections", this.entries.length) })); },
  remove(entry) { this.entries.splice(this.entries.indexOf(entry), 1); this.keep(words.correction_removed); },
  keep(said) {
    try { localStorage.setItem(STORE, JSON.stringify(this.entries)); } catch { /* a browser that keeps nothing still downloads */ }
    announce(said, { isSeen: true });
    renderCorrections();
    renderPanel();
  },
  of(relationId) { return this.entries.find(({ kind, fields }) => kind === "resign" && fields.relation === relationId); },
  isMarked(relationId) { return Boolean(this.of(relationId)?.fields.dropped); },
};

function readStore() {
  try {
    const known = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(known) ? known.filter((entry) => KINDS.includes(entry?.kind) && typeof entry.fields === "object" && typeof entry.text === "string") : [];
  } catch {
    return [];
  }
}

/* JSON's strings, lists and booleans are TOML's, but for one control character. */
const tomlValue = (value) => (Array.isArray(value) ? `[${value.map(tomlValue).join(", ")}]` : JSON.stringify(value).replaceAll("\u007f", "\\u007f"));

function correctionsToml() {
  const tables = KINDS.flatMap((kind) => corrections.entries.filter((entry) => entry.kind === kind)).map(({ kind, fields, text }) => [`[[${kind}]]`, ...Object.entries({ ...fields, note: text }).map(([name, value]) => `${name} = ${tomlValue(value)}`), ""].join("\n"));
  const head = say("corrections_head", { title: pictureTitle().replace(/\s+/g, " ") }).split("\n").map((line) => `# ${line}`.trimEnd());
  return [...head, "", ...tables].join("\n");
}

function renderCorrections() {
  const n = corrections.entries.length;
  byId("corrections-count").textContent = numbers.format(n);
  byId("corrections-count").hidden = !n;
  byId("save-corrections").disabled = !n;
  byId("no-corrections").hidden = n > 0;
  byId("corrections-list").replaceChildren(...corrections.entries.map((entry) => h("li", {}, h("span", { class: "row-name" }, entry.text), h("button", { type: "button", class: "quiet", "aria-label": `${words.undo} : ${entry.text}`, onclick: () => corrections.remove(entry) }, words.undo))));
}

function startCorrections() {
  const dialog = byId("corrections");
  byId("open-corrections").addEventListener("click", () => dialog.showModal());
  byId("close-corrections").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  byId("save-corrections").addEventListener("click", () => saveFile("corrections.toml", correctionsToml(), "application/toml"));
  renderCorrections();
}

const shortened = (text, length = 80) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

/* ---------- of a statement ---------- */

function flagMenu(relation, edge, id) {
  const known = corrections.of(id);
  if (known) return h("span", { class: "marked" }, known.fields.dropped ? words.marked_wrong : say("marked_as", { relation: word("relation", known.fields.becomes) }), " ", h("button", { type: "button", class: "link", onclick: () => corrections.remove(known) }, words.undo));
  const about = `${edge.from.label} ${arrowOf(edge)} ${edge.to.label} : ${say("quoted", { text: shortened(sentenceOf(relation)) })}`;
  const note = (fields, what) => corrections.add({ kind: "resign", fields: { relation: id, ...fields }, text: `${what} — ${about}` });
  const others = RELATIONS.filter((type) => type !== CO_MENTION && type !== edge.type);
  return h("details", { class: "menu" }, h("summary", { class: "small-tool" }, icon("flag"), words.flag), h("div", { class: "menu-list" },
    h("button", { type: "button", "data-drop": id, onclick: () => note({ dropped: true }, words.flag_wrong) }, words.flag_wrong),
    ...others.map((type) => h("button", { type: "button", onclick: () => note({ becomes: type }, say("flag_as", { relation: word("relation", type) })) }, relationMark(type), say("flag_as", { relation: word("relation", type) }))),
  ));
}

/* ---------- of a link: all that it says ---------- */

function linkCorrections(edge) {
  if (state.rollUp) return null;
  const text = say("forbid_link", { source: edge.from.label, relation: word("relation", edge.type), target: edge.to.label });
  return h("details", { class: "block correct" }, h("summary", {}, h("span", { class: "row-name" }, words.correct_link)), h("p", { class: "hint" }, words.correct_hint), h("button", { type: "button", class: "small-tool", onclick: () => corrections.add({ kind: "forbid", fields: { source: edge.source, target: edge.target, type: edge.type }, text }) }, icon("flag"), text));
}

/* ---------- of an actor ---------- */

function actorCorrections(node) {
  if (state.rollUp) return null;
  const body = h("div", { class: "forms" });
  return h("details", { class: "block correct", id: "correct-actor", ontoggle: () => { if (!body.childElementCount) body.append(...actorForms(node)); } }, h("summary", {}, h("span", { class: "row-name" }, words.correct_actor)), body);
}

function actorForms(node) {
  const form = (title, submit, ...fields) => h("form", { onsubmit: (event) => { event.preventDefault(); submit(event.target); } }, h("h4", {}, title), ...fields);
  const button = (text) => h("button", { type: "submit", class: "small-tool" }, text);
  const textField = (name, id, value = "") => h("input", { type: "text", id, name: "label", required: true, value, "aria-label": name, placeholder: name });
  const types = (chosen) => h("select", { name: "type", "aria-label": words.type_label }, TYPES.map((type) => h("option", { value: type, selected: type === chosen }, word("type", type))));
  const forms = [...new Set(aliasesOf(node).map(([text]) => text))];
  return [
    h("p", { class: "hint" }, words.correct_hint),
    h("div", { class: "form" }, h("h4", {}, words.merge_title), actorField({ id: "merge-with", name: words.merge_with, accepts: (other) => other !== node, onchoose: (id) => corrections.add({ kind: "merge", fields: { actors: [node.id, id] }, text: say("merge_text", { one: node.label, other: label(id) }) }) })),
    forms.length > 1 ? form(words.split_title, (element) => {
      const data = new FormData(element);
      const chosen = data.getAll("form");
      const name = data.get("label").trim();
      if (!chosen.length || !name) { announce(words.split_choose, { isSeen: true }); return; }
      corrections.add({ kind: "split", fields: { actor: node.id, forms: chosen, label: name, type: data.get("type") }, text: say("split_text", { actor: node.label, forms: chosen.join(", "), label: name }) });
    }, h("fieldset", {}, h("legend", {}, words.split_forms), forms.map((text) => h("label", { class: "check" }, h("input", { type: "checkbox", name: "form", value: text }), h("span", {}, text)))), textField(words.split_label, "split-label"), types(node.type), button(words.split_button)) : null,
    form(words.rename_title, (element) => {
      const name = new FormData(element).get("label").trim();
      if (name && name !== node.label) corrections.add({ kind: "rename", fields: { actor: node.id, label: name }, text: say("rename_text", { actor: node.label, label: name }) });
    }, textField(words.rename_label, "rename-label", node.label), button(words.rename_button)),
    form(words.retype_title, (element) => {
      const type = new FormData(element).get("type");
      if (type !== node.type) corrections.add({ kind: "retype", fields: { actor: node.id, type }, text: say("retype_text", { actor: node.label, type: word("type", type) }) });
    }, types(node.type), button(words.retype_button)),
    h("div", { class: "form" }, h("h4", {}, words.forbid_title), h("button", { type: "button", class: "small-tool", onclick: () => corrections.add({ kind: "forbid", fields: { actor: node.id }, text: say("forbid_text", { actor: node.label }) }) }, icon("flag"), words.forbid_button)),
  ].filter(Boolean);
}
