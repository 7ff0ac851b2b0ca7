// The last part of the script: all others are there, and the page is read.
const gkRoot = document.documentElement.dataset.content_root ?? "./";
globalThis.gkCompare = { words: outcomeWords, strip: outcomeStrip }; // for those who check it
const begin = () => (guardKeys(), follow(), openStands({ panel, predict, quiz }), openTerms(), openStanding(), openBoxes());
if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
