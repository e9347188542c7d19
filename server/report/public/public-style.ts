import { createHash } from 'node:crypto'
import { pageStyle } from '../html/page-style.ts'

/** The style of a report page, and what a public page adds to it. */
export const publicStyle = `${pageStyle}
.draft{background:var(--ink);color:var(--paper);font-weight:600;margin:0;max-width:none;padding:12px 24px}
.intro{font-size:1.1rem}
dl{display:grid;gap:2px 16px;grid-template-columns:max-content minmax(0,1fr);margin:12px 0}
dt{color:var(--quiet)}
dd{margin:0}
.counts{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0}
.counts li{border:1px solid var(--line);border-radius:4px;font-weight:600;padding:6px 12px}
.finding{border:1px solid var(--line);border-inline-start:6px solid var(--tone1);border-radius:4px;margin:12px 0;padding:4px 16px 10px}
.finding.solved,.part-good-places .finding{border-inline-start-color:var(--good)}
.finding.refused{border-inline-start-color:var(--ink)}
.finding:target{outline:3px solid var(--link);outline-offset:2px}
h4{font-size:1rem;margin:8px 0 2px}
.state{font-weight:600;margin:2px 0}
.said{white-space:pre-line}
.photos{display:flex;flex-wrap:wrap;gap:12px}
.photos .photo{margin:4px 0}
.plain a{display:inline-block;min-height:44px;min-width:44px;padding:10px 0}
@media screen and (max-width:480px){dl{grid-template-columns:minmax(0,1fr)}dd{margin-block-end:8px}}
@media print{.finding{break-inside:avoid}.draft{border:1px solid #000}}
`

/** For the page's own policy: this style and no other. */
export const publicStyleHash = `sha256-${createHash('sha256').update(publicStyle).digest('base64')}`
