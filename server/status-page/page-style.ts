import { createHash } from 'node:crypto'

/** The whole style of a status page, so that it needs nothing else. Colours are those of the apps, by day and by night. */
export const statusStyle = `
:root{--paper:#fff;--ground:#f1f1ec;--ink:#1a1a1a;--quiet:#4d4d4d;--line:#c9c9c4;--link:#004b74;--done:#1e5310;--no:#1a1a1a;--pick:#1a1a1a;--on-pick:#fff}
*{box-sizing:border-box}
html{background:var(--ground);color:var(--ink);font:1.0625rem/1.5 'IBM Plex Sans',system-ui,sans-serif;overflow-wrap:anywhere}
body{margin:0 auto;max-width:44rem;padding:16px}
a{color:var(--link)}
a:focus-visible,main:focus-visible{outline:3px solid var(--link);outline-offset:2px}
main:focus{outline:none}
.skip{left:8px;padding:12px;position:absolute;top:-100px}
.skip:focus{background:var(--paper);top:8px}
.top{align-items:center;display:flex;flex-wrap:wrap;gap:0 24px;justify-content:space-between}
.top a{align-items:center;display:inline-flex;min-height:48px}
.brand{font-weight:700}
h1{font-size:1.75rem;line-height:1.2;margin:8px 0 4px}
h2{font-size:1.25rem;line-height:1.3;margin:0}
h3{font-size:1.0625rem;line-height:1.35;margin:0}
p{margin:4px 0}
.quiet{color:var(--quiet)}
.jumps{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:16px 0;padding:0}
.jumps a{align-items:center;background:var(--paper);border:2px solid var(--line);border-radius:10px;color:var(--ink);display:inline-flex;font-weight:600;min-height:48px;padding:8px 16px;text-decoration:none}
.jumps [aria-current]{background:var(--pick);border-color:var(--pick);color:var(--on-pick)}
.head{align-items:baseline;display:flex;flex-wrap:wrap;gap:0 16px;justify-content:space-between;margin:28px 0 8px}
.list{background:var(--paper);border:1px solid var(--line);border-radius:12px;list-style:none;margin:0;padding:0}
.list>li{padding:14px 18px}
.list>li+li{border-top:1px solid var(--line)}
.state{align-items:flex-start;display:flex;font-weight:600;gap:8px}
.state svg{flex:none;height:1.4em;margin-top:.05em;width:1.4em}
.done .state,.good .state{color:var(--done)}
.quote{white-space:pre-line}
footer{border-top:1px solid var(--line);margin-top:32px;padding-top:12px}
footer a,.way a{display:inline-block;min-height:44px;padding:10px 0}
@media (max-width:480px){body{padding:12px}.list>li{padding:12px}h1{font-size:1.5rem}}
@media (prefers-color-scheme:dark){
:root{--paper:#14181c;--ground:#0b0d0f;--ink:#f0f0ec;--quiet:#b9bdc1;--line:#4a5056;--link:#9bd0f5;--done:#8fdc9f;--no:#f0f0ec;--pick:#e8e6df;--on-pick:#14181c}
}
@media print{
:root{--paper:#fff;--ground:#fff;--ink:#000;--quiet:#333;--line:#999;--link:#000;--done:#000}
body{max-width:none;padding:0}
.skip,.jumps,.top a{display:none}
.list{border:0;border-radius:0}
.list>li{break-inside:avoid;padding:8px 0}
h2,.head{break-after:avoid}
svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`

/** For the page's own policy: this style and no other. */
export const statusStyleHash = `sha256-${createHash('sha256').update(statusStyle).digest('base64')}`
