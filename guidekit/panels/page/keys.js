// JupyterLab and Notebook 7 read letters and arrow keys as commands on cells. Inside a panel they belong to the
// control that has the focus; with Ctrl, Alt, Shift or Meta, and Tab and Escape, they stay JupyterLab's.
function guardKeys() {
  if (window.__guidekitKeys) return;
  window.__guidekitKeys = true;
  const attribute = "data-lm-suppress-shortcuts"; // Lumino looks for it on the focused element itself
  const guard = (event) => {
    const target = event.target;
    if (!(target instanceof Element) || !target.closest(".gk-panel")) return;
    const jupyter = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (jupyter || event.key === "Tab" || event.key === "Escape") target.removeAttribute(attribute);
    else target.setAttribute(attribute, "true");
  };
  window.addEventListener("keydown", guard, true);
  // Where nothing looks at the attribute, the event still ends at the panel.
  document.body.addEventListener("keydown", (event) => {
    if (event.target instanceof Element && event.target.getAttribute(attribute) === "true") event.stopPropagation();
  });
}
