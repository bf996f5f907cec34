/* The graph as two tables that sort: the same as the map, for eyes and readers that want text. */

const TABLE_ROWS = 200;
const sorting = { actors: { column: 3, isDown: true }, links: { column: 3, isDown: true } };

const TABLES = {
  actors: {
    title: () => words.actors,
    rows: () => [...visible.nodes].map((id) => nodes.get(id)),
    columns: () => [
      { name: words.col_actor, value: (node) => node.label, cell: (node) => [typeMark(node.type), " ", actorButton(node.id)] },
      { name: words.type_label, value: (node) => word("type", node.type) },
      { name: words.country, value: (node) => node.country ?? "" },
      { name: words.col_weight, value: (node) => node.weighted_degree },
      { name: words.col_links, value: (node) => node.degree },
      { name: words.allies, value: (node) => node.alliances },
      { name: words.opponents, value: (node) => node.oppositions },
      { name: words.col_mentions, value: (node) => node.mentions },
      { name: words.col_documents, value: (node) => node.documents },
    ],
  },
  links: {
    title: () => words.relations,
    rows: () => [...visible.edges].map((id) => edges.get(id)),
    columns: () => [
      { name: words.col_source, value: (edge) => label(edge.source), cell: (edge) => h("button", { type: "button", class: "link", "data-link": edge.id, onclick: () => select({ kind: "link", id: edge.id }) }, label(edge.source)) },
      { name: words.col_relation, value: (edge) => word("relation", edge.type), cell: (edge) => h("span", { class: "kind-line" }, relationMark(edge.type, { arrow: edge.directed }), word("relation", edge.type)) },
      { name: words.col_target, value: (edge) => label(edge.target) },
      { name: words.col_weight, value: (edge) => edge.weight },
      { name: words.col_documents, value: (edge) => edge.documents },
      { name: words.col_sources, value: (edge) => edge.sources },
      { name: words.col_modality, value: (edge) => (edge.modality ? word("modality", edge.modality) : "") },
      { name: words.col_last, value: (edge) => edge.last ?? "", cell: (edge) => (edge.last ? sayDate(edge.last, "short") : "") },
    ],
  },
};

function renderTable() {
  const place = byId("table-view");
  if (state.view === "map") return place.replaceChildren();
  const table = TABLES[state.view];
  const columns = table.columns();
  const order = sorting[state.view];
  const rows = table.rows().sort((a, b) => compareBy(columns[order.column].value, a, b) * (order.isDown ? -1 : 1) || collator.compare(a.id, b.id));
  const head = columns.map((column, index) => h("th", { scope: "col", "aria-sort": index === order.column ? (order.isDown ? "descending" : "ascending") : "none" }, h("button", { type: "button", onclick: () => sortBy(state.view, index) }, column.name, h("span", { class: "sort", "aria-hidden": "true" }, index === order.column ? (order.isDown ? "↓" : "↑") : ""))));
  const makeRow = (row) => h("tr", { class: state.selection?.id === row.id ? "is-selected" : null }, columns.map((column) => {
    const value = column.value(row);
    const isNumber = typeof value === "number";
    return h("td", { class: isNumber ? "number" : null }, column.cell ? column.cell(row) : isNumber ? numbers.format(value) : value);
  }));
  const body = longList(rows, makeRow, { first: TABLE_ROWS, tag: "tbody", className: "" });
  return place.replaceChildren(h("table", { class: "big" }, h("caption", { class: "sr" }, table.title()), h("thead", {}, h("tr", {}, head)), body[0]), ...body.slice(1));
}

function compareBy(value, a, b) {
  const [one, other] = [value(a), value(b)];
  return typeof one === "number" ? one - other : collator.compare(one, other);
}

function sortBy(view, column) {
  const order = sorting[view];
  sorting[view] = { column, isDown: order.column === column ? !order.isDown : typeof TABLES[view].columns()[column].value(TABLES[view].rows()[0] ?? {}) === "number" };
  renderTable();
}
