// Make a node of the page: its attributes, then its children. A missing attribute is left out.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

// A narrow blank that does not break stands between a number and its sign.
const tight = (words) => words.replaceAll(" %", "\u202f%");

// Random, not counted: a label must find its own control wherever the page stands twice.
const mark = () => `gk-${Math.random().toString(36).slice(2)}`;
