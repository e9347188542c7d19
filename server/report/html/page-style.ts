import { createHash } from 'node:crypto'

/** The whole style of a report page, so that a saved page looks the same. Colours are those of the apps, by day and by night. */
export const pageStyle = `
:root{--paper:#fff;--ground:#e8e8e3;--ink:#1a1a1a;--quiet:#4d4d4d;--line:#c9c9c4;--link:#004b74;--good:#1e5310;--good-soft:#d5efca;--tone1:#5a5a5a;--tone2:#bfbfbf;--map:#efeee9}
*{box-sizing:border-box}
html{background:var(--ground);color:var(--ink);font:1rem/1.5 'IBM Plex Sans',system-ui,sans-serif;overflow-wrap:anywhere}
body{margin:0}
a{color:var(--link)}
a:focus-visible,main:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skipnav{left:8px;padding:12px;position:absolute;top:-100px}
.skipnav:focus{background:var(--paper);top:8px}
.bar{align-items:center;background:var(--paper);border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;padding:4px 24px}
.bar ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:0;padding:0}
.bar a{align-items:center;display:inline-flex;font-weight:600;min-height:44px;min-width:44px}
main{background:var(--paper);border:1px solid var(--line);margin:16px auto;max-width:1000px;padding:28px 36px}
main:focus{outline:none}
h1{font-size:2rem;line-height:1.2;margin:0}
header{border-bottom:2px solid var(--ink);padding-bottom:12px}
.subtitle{color:var(--quiet);margin:4px 0 0}
h2{border-top:1px solid var(--line);font-size:1.3rem;margin:28px 0 8px;padding-top:16px}
h3 + table caption{clip-path:inset(50%);height:1px;overflow:hidden;position:absolute;width:1px}
h3{font-size:1.05rem;margin:20px 0 6px}
p,ul{margin:8px 0;max-width:46rem}
ul{padding-inline-start:1.3em}
.quiet{color:var(--quiet)}
.contents ol{columns:2 16rem;margin:12px 0 0;padding-inline-start:1.6em}
.contents a{display:inline-block;padding:10px 4px;min-width:44px}
table{border-collapse:collapse;margin:8px 0 16px;width:100%}
caption{font-weight:600;padding:4px 0;text-align:start}
th,td{border-bottom:1px solid var(--line);hyphens:auto;overflow-wrap:break-word;padding:8px 10px 8px 0;text-align:start;vertical-align:top}
thead th{border-bottom:2px solid var(--ink);font-size:.9rem}
tbody th{white-space:nowrap}
.number{text-align:end}
figure{margin:12px 0}
figcaption{color:var(--quiet);font-size:.95rem}
.map svg,.map img{border:1px solid var(--line);display:block;height:auto;width:100%}
.lists p{font-weight:600;margin:0}
.lists ul{list-style:none;margin:0;padding:0}
.lists a{align-items:center;display:inline-flex;min-height:44px}
.photo{display:inline-block;margin-inline-end:12px;max-width:320px;vertical-align:top}
.photo img{display:block;height:auto;max-width:100%}
.ground{fill:var(--map)}
.route{fill:none;stroke:var(--ink);stroke-linejoin:round;stroke-width:3}
.found{fill:var(--link);stroke:var(--paper);stroke-width:2}
.good{fill:var(--good);stroke:var(--paper);stroke-width:2}
.stop{fill:var(--ink);stroke:var(--paper);stroke-width:2}
.stop-number{fill:var(--paper);font-size:15px;font-weight:700;text-anchor:middle}
.scale{fill:none;stroke:var(--ink);stroke-width:2}
.label{fill:var(--ink);font-size:14px;text-anchor:middle}
.spreads{display:grid;gap:8px 16px;grid-template-columns:repeat(auto-fill,minmax(190px,1fr))}
.spread{display:flex;flex-direction:column;justify-content:space-between}
.spread figcaption{color:var(--ink);font-weight:600}
.spread svg{display:block;height:auto;max-width:100%}
.spread text{fill:var(--ink);font-size:12px;text-anchor:middle}
.spread rect{stroke:var(--ink)}
.tone0{fill:var(--ink)}.tone1{fill:var(--tone1)}.tone2{fill:var(--tone2)}.tone3{fill:var(--good-soft)}.tone4{fill:var(--good)}
.part-good-places{border-inline-start:4px solid var(--good);margin-block-start:28px;padding-inline-start:16px}
.part-good-places h2{border:0;color:var(--good);margin-top:0;padding-top:0}
@media screen and (max-width:900px){
main{border:0;margin:0;padding:20px 16px}
.bar{padding:4px 16px}
h1{font-size:1.6rem}
thead{display:none}
tr,tbody th,td{display:block}
tr{border-bottom:1px solid var(--line);padding:8px 0}
tbody th,td{border:0;overflow-wrap:anywhere;padding:2px 0;white-space:normal}
td:empty{display:none}
tbody th::before,td::before{color:var(--quiet);content:attr(data-title) ': ';font-weight:400}
.number{text-align:start}
}
@media (prefers-color-scheme:dark){
:root{--paper:#14181c;--ground:#0b0d0f;--ink:#f0f0ec;--quiet:#b9bdc1;--line:#4a5056;--link:#9bd0f5;--good:#a5dc90;--good-soft:#3d6a2f;--tone1:#a8a8a8;--tone2:#6a6a6a;--map:#1d2328}
}
@media print{
:root{--paper:#fff;--ground:#fff;--ink:#000;--quiet:#333;--line:#999;--link:#000;--good:#1e5310;--good-soft:#d5efca;--tone1:#5a5a5a;--tone2:#bfbfbf;--map:#f4f4f0}
.bar,.skipnav,.contents,.lists{display:none}
main{border:0;margin:0;max-width:none;padding:0}
table{font-size:.75rem}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{padding:4px 8px 4px 0}
h2,h3,caption{break-after:avoid}
figure{break-inside:avoid}
.new-page{break-before:page}
svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`

/** For the page's own policy: this style and no other. */
export const pageStyleHash = `sha256-${createHash('sha256').update(pageStyle).digest('base64')}`
