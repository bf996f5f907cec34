/* Pieces that panel and tables share: buttons that lead to an actor or a link, badges, long lists. */

function actorButton(id, text = label(id)) {
  return h("button", { type: "button", class: "link", onclick: () => select({ kind: "actor", id }) }, text);
}

const markOf = (node) => typeMark(node.type, nodeColor(node));
const edgeMark = (edge, options = {}) => (edge.denied ? h("span", { class: "ink ink-denied", "aria-hidden": "true" }) : relationMark(edge.type, { arrow: edge.directed, ...options }));

function linkRow(edge, from = null) {
  const other = from ? otherEnd(edge, from) : null;
  const arrow = !edge.directed ? "↔" : from && edge.to === from ? "←" : "→";
  const name = other ? [other.label] : [edge.from.label, h("span", { class: "arrow" }, ` ${arrow} `), edge.to.label];
  const { modality } = edge.now;
  const badge = edge.now.weight === 0 ? deniedBadge() : modality && modality !== "asserted" ? modalityBadge(modality) : null;
  return h("li", {}, h("button", {
    type: "button",
    class: "row",
    "data-link": edge.id,
    "aria-label": `${edge.from.label} ${arrowOf(edge)} ${edge.to.label}, ${word("relation", edge.type)}, ${count("sentences", edge.now.weight)}`,
    onclick: () => select({ kind: "link", id: edge.id }),
  }, ...(other ? [h("span", { class: "arrow" }, arrow), markOf(other)] : [edgeMark(edge)]), h("span", { class: "row-name" }, ...name), badge, h("span", { class: "number" }, numbers.format(edge.now.weight))));
}

function modalityBadge(name) {
  return h("span", { class: `badge badge-${name}` }, word("modality", name));
}

const deniedBadge = () => h("span", { class: "badge badge-negated", title: words.negated_note }, words.negated);

const byName = (a, b) => collator.compare(a.label, b.label);
const byWeight = (a, b) => b.now.weight - a.now.weight || (a.id < b.id ? -1 : 1);
const byStrength = (a, b) => b.strength - a.strength || a.place - b.place;

/* A list of which the first rows are shown at once, the rest on demand, so many at a time. */
const MORE_ROWS = 500;
function longList(items, make, { first = 8, tag = "ul", className = "rows" } = {}) {
  const list = h(tag, { class: className }, items.slice(0, first).map(make));
  if (items.length <= first) return [list];
  let done = first;
  const more = h("button", { type: "button", class: "quiet more" });
  const sayMore = () => { more.textContent = say("more", { n: numbers.format(items.length - done) }); };
  more.addEventListener("click", () => {
    const before = list.lastElementChild;
    list.append(...items.slice(done, done + MORE_ROWS).map(make));
    done += MORE_ROWS;
    (before?.nextElementSibling?.querySelector("button, a, summary") ?? list).focus?.();
    if (done >= items.length) more.remove();
    else sayMore();
  });
  sayMore();
  return [list, more];
}

/* Buttons of which one is pressed. */
function choice(name, options, chosen, onchoose) {
  return h("div", { class: "choice", role: "group", "aria-label": name }, options.map(([value, text]) => h("button", { type: "button", "aria-pressed": String(value === chosen), onclick: () => onchoose(value) }, text)));
}

const ICONS = {
  flag: "M5 17V3.5h9l-2 3.5 2 3.5H5",
  quote: "M7 6H4v4h3c0 2-1 3-2.5 3.5M15 6h-3v4h3c0 2-1 3-2.5 3.5",
  path: "M4 15c4 0 3-10 7-10 M4 15h.01M13 5h3m-3 0 0 0M16 5l-2.2-2.2M16 5l-2.2 2.2",
};
const icon = (name) => svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
