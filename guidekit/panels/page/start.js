// Called once a page: put the style in, and hand out what draws each kind of widget.
export function start(style) {
  document.getElementById("gk-style")?.remove(); // of an earlier version
  document.head.append(make("style", { id: "gk-style" }, style));
  guardKeys();
  return { panel, predict, quiz, designer };
}
