const light =
  '--canvas:#f4f7f7;--raised:#ffffff;--border:#e3e9e9;--control:#87949a;--text:#11181b;--text-2:#4b575d;--accent:#0b667c;--solid:#0b667c;--ok:#14704a;--warn:#8a5000;--danger:#b3261e';
const dark =
  '--canvas:#0b1012;--raised:#182023;--border:#222c30;--control:#66757b;--text:#e8eeef;--text-2:#a8b4b8;--accent:#67bfd2;--solid:#15758b;--ok:#5fc794;--warn:#e9b04e;--danger:#f28b82';

function colours(selector: string, values: string): string {
  return `${selector} { ${values} }`;
}

/** The look of /verify, in the design's colours; without a script the system's scheme decides, unless the address does. */
export const verifyStyle = `
${colours(':root', light)}
@media (prefers-color-scheme: dark) { ${colours(':root', dark)} }
${colours('[data-theme="light"]', light)}
${colours('[data-theme="dark"]', dark)}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--canvas); color: var(--text);
  font: 15px/23px Inter, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
}
main { max-width: 560px; margin: 0 auto; padding: 20px 16px 40px; display: flex; flex-direction: column; gap: 14px; }
nav { display: flex; justify-content: flex-end; }
nav a { color: var(--accent); padding: 10px 8px; }
h1 { font-size: 24px; line-height: 32px; }
h2 { font-size: 17px; line-height: 25px; overflow-wrap: anywhere; }
.lede, .hint { color: var(--text-2); }
.hint { font-size: 13px; line-height: 20px; }
.card {
  background: var(--raised); border: 1px solid var(--border); border-radius: 16px; padding: 16px;
  display: flex; flex-direction: column; gap: 10px;
}
form { display: flex; flex-direction: column; gap: 10px; }
label { font-weight: 500; }
input[type="text"] {
  width: 100%; min-height: 48px; padding: 0 12px; font: inherit; font-size: 16px; color: var(--text);
  background: var(--raised); border: 1px solid var(--control); border-radius: 12px;
}
button {
  min-height: 48px; padding: 0 18px; border-radius: 12px; font: inherit; font-weight: 500; cursor: pointer;
  border: 1px solid var(--border); background: var(--raised); color: var(--text);
}
button.primary { background: var(--solid); border-color: transparent; color: #fff; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.official { border-color: var(--ok); }
.official h2 { color: var(--ok); }
.looks_like, .denied { border-color: var(--danger); }
.looks_like h2, .denied h2, .problem { color: var(--danger); }
.not_official { border-color: var(--warn); }
.not_official h2 { color: var(--warn); }
.value { font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
`;
