/* Pieces that panel and tables share: buttons that lead to an actor or a link, badges. */

function actorButton(id, text = label(id)) {
  return h("button", { type: "button", class: "link", onclick: () => select({ kind: "actor", id }) }, text);
}

function linkRow(edge, from = null) {
  const other = from === null ? null : edge.source === from ? edge.target : edge.source;
  const arrow = !edge.directed ? "↔" : from !== null && edge.target === from ? "←" : "→";
  const name = other === null ? [label(edge.source), h("span", { class: "arrow" }, ` ${arrow} `), label(edge.target)] : [label(other)];
  const weak = edge.type !== CO_MENTION && !edge.asserted ? modalityBadge(edge.modality) : null;
  return h("li", {}, h("button", {
    type: "button",
    class: "row",
    "data-link": edge.id,
    "aria-label": `${label(edge.source)} ${arrowOf(edge)} ${label(edge.target)}, ${word("relation", edge.type)}, ${count("sentences", edge.weight)}`,
    onclick: () => select({ kind: "link", id: edge.id }),
  }, ...(from === null ? [relationMark(edge.type, { arrow: edge.directed })] : [h("span", { class: "arrow" }, arrow), typeMark(nodes.get(other).type)]), h("span", { class: "row-name" }, ...name), weak, h("span", { class: "number" }, numbers.format(edge.weight))));
}

function modalityBadge(name) {
  return h("span", { class: `badge badge-${name}` }, word("modality", name));
}

const heaviest = (list) => [...list].sort((a, b) => b.weight - a.weight || collator.compare(a.id, b.id));

/* A list of which the first rows are shown at once, the rest on demand. */
function longList(items, make, { first = 8, tag = "ul", className = "rows" } = {}) {
  const list = h(tag, { class: className }, items.slice(0, first).map(make));
  if (items.length <= first) return [list];
  const more = h("button", { type: "button", class: "quiet more", onclick: () => { list.append(...items.slice(first).map(make)); more.remove(); } }, say("more", { n: numbers.format(items.length - first) }));
  return [list, more];
}
