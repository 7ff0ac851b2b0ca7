// The last face of a widget, for the morning after: the extension in JupyterLab keeps it with the cell. A face is
// told a second after the last turn, or at once when the notebook is saved, and only where it is another one than
// the cell's output holds: looking at a lesson edits nothing.
const SETTLED = 1000;

function tellFace(model, el, key, face, stored = key()) {
  const raw = rawModel(model);
  let told = stored;
  let timer = null;
  const tell = () => {
    if (key() === told || !raw?.model_id) return;
    told = key();
    el.dispatchEvent(new CustomEvent("guidekit-face", { bubbles: true, detail: { id: raw.model_id, ...face() } }));
  };
  el.addEventListener("guidekit-save", tell);
  if (key() !== told) timer = setTimeout(tell, SETTLED);
  return {
    later: () => (clearTimeout(timer), (timer = setTimeout(tell, SETTLED))),
    stop: () => clearTimeout(timer),
  };
}

function base64(bytes) {
  let letters = "";
  for (const byte of new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength)) letters += String.fromCharCode(byte);
  return btoa(letters);
}
