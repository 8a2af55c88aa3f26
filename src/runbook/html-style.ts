/** The document's own style: the studio's greys and ink as sRGB, one column of text, tables that may be wider, and paper. */
export const style = `
:root{color-scheme:light dark;--ground:#fdfdfc;--text:#1c1f25;--muted:#595c62;--line:#dddcd9;--strong:#888682;--soft:#f4f3f1;--link:#334da9;--warn:#fbedd1}
@media (prefers-color-scheme:dark){:root{--ground:#1a1c21;--text:#ebe9e6;--muted:#a6a9b0;--line:#303339;--strong:#767a83;--soft:#23262b;--link:#96b0f6;--warn:#3e2d15}}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 'Source Sans 3 Variable','Source Sans 3','Source Sans Pro',Seravek,'Segoe UI',Ubuntu,Cantarell,'Open Sans','Noto Sans','Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%;
display:grid;grid-template-columns:minmax(0,1fr);gap:0 56px;padding:48px 32px;max-width:1240px;margin-inline:auto}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance;font-weight:650}
h1{font-size:32px;letter-spacing:-.01em;margin:0 0 24px}
h2{font-size:22px;margin:0 0 12px}
h3{font-size:17px;margin:20px 0 8px}
h4{font-size:14px;margin:20px 0 6px;color:var(--muted);font-weight:600}
p,ul,ol,blockquote,pre{margin:0 0 12px;max-width:70ch}
p,li,dd{text-wrap:pretty}
ul,ol{padding-inline-start:22px}
li{margin:2px 0}
a{color:var(--link);text-underline-offset:2px;text-decoration-thickness:1px}
a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,pre{font-family:ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'Liberation Mono',monospace;font-size:.86em;overflow-wrap:anywhere}
pre{background:var(--soft);padding:12px;overflow:auto;border-radius:4px}
blockquote{border-inline-start:3px solid var(--line);margin-inline:0;padding-inline-start:16px;color:var(--muted)}
hr{border:0;border-top:1px solid var(--line);margin:16px 0}
.kicker{margin:0 0 4px;color:var(--muted)}
.draft .kicker{display:inline-block;background:var(--warn);color:var(--text);padding:1px 8px;border-radius:4px}
.quiet{color:var(--muted);font-size:.92em}
.proof{overflow-wrap:anywhere}
.subhead{font-weight:650;margin-top:12px}
dl{margin:0;display:grid;gap:6px 32px}
.step>dl{max-width:84ch}
dl>div{display:grid;grid-template-columns:136px minmax(0,1fr);gap:16px}
dt{color:var(--muted)}
dd{margin:0}
dd ul{margin:0}
.control{grid-template-columns:repeat(auto-fit,minmax(280px,1fr));border-block:1px solid var(--strong);padding:16px 0;font-size:14px}
.control .wide{grid-column:1/-1}
.proofs{border-block-end:1px solid var(--strong);font-size:14px}
.proofs summary{padding:8px 0;color:var(--muted)}
.proofs:not([open]) summary code{display:inline-block;width:12ch;overflow:hidden;white-space:nowrap;vertical-align:bottom}
.proofs:not([open]) summary::after{content:' … verify';text-decoration:underline}
.proofs .control{border:0;padding-top:0}
nav{font-size:14px;margin-top:40px}
nav h2{font-size:14px;color:var(--muted);font-weight:600;margin:0 0 8px}
nav ol{list-style:none;padding:0;margin:0}
nav ol ol{padding-inline-start:14px}
nav li{margin:3px 0}
nav a{color:inherit;text-decoration:none}
nav a:hover{text-decoration:underline}
main{margin-top:40px}
section{margin-bottom:52px}
.step{border-top:1px solid var(--line);padding-top:20px;margin-top:28px}
.step:first-of-type{margin-top:12px}
.step h3{font-size:19px;margin:0 0 12px}
.kind{font-weight:400;font-size:14px;color:var(--muted);margin-inline-start:6px}
.instructions>:last-child{margin-bottom:0}
dl+.table,.lead+.table{margin-top:14px}dl+p,.lead+p{margin-top:10px}
.day{white-space:nowrap}
.table{overflow-x:auto;margin:0 0 16px}
table{border-collapse:collapse;width:100%;font-size:14.5px;line-height:1.45}
td:last-child,th:last-child{padding-inline-end:0}
th,td{text-align:start;vertical-align:top;padding:7px 20px 7px 0;border-bottom:1px solid var(--line)}
thead th{color:var(--muted);font-weight:600;font-size:13px;border-bottom-color:var(--strong);white-space:nowrap}
tbody th{font-weight:600}
tr:target,article:target h3{background:var(--warn)}
.figures td{text-align:end;white-space:nowrap}
.figures thead th:not(:first-child){text-align:end}
.map{margin:0 0 12px;overflow:auto;border:1px solid var(--line);border-radius:4px;background:var(--ground)}
.map svg{display:block;min-width:var(--least,0);width:100%;height:auto;max-width:none}
.around{margin:16px 0 0}
.around svg{display:block;width:100%;max-width:908px;height:auto;color:var(--text)}
.sheets{display:none}
.sheet figcaption{color:var(--muted);font-size:8.5pt}
footer{margin-top:24px;border-top:1px solid var(--line);padding-top:12px;color:var(--muted);font-size:13px;grid-column:1/-1;overflow-wrap:anywhere}
@media (min-width:1000px){
body{grid-template-columns:208px minmax(0,1fr)}
header,footer{grid-column:1/-1}
body.quick,body.single{grid-template-columns:minmax(0,1fr)}
nav{position:sticky;top:24px;align-self:start;max-height:calc(100vh - 48px);overflow:auto}
}
@media (min-width:1120px){
body{grid-template-columns:minmax(208px,1fr) minmax(0,44rem) minmax(0,1fr);max-width:none}
header,footer,main{grid-column:2}
nav{grid-column:1;width:208px;justify-self:end}
}
@media (max-width:600px){body{padding:24px 16px}dl>div{grid-template-columns:1fr;gap:0}}
@page{margin:16mm 15mm}
@page map{size:landscape}
@media print{
:root{--ground:#fff;--text:#000;--muted:#444;--line:#bbb;--strong:#666;--soft:#f4f3f1;--link:#000;--warn:#fff}
.proofs::details-content{content-visibility:visible;block-size:auto}
.proofs:not([open]) summary code{width:auto;white-space:normal}.proofs summary::after{display:none}
body{display:block;padding:0;max-width:none;font-size:10pt;line-height:1.45}
h1{font-size:22pt}h2{font-size:15pt}.step h3{font-size:12.5pt}h3{font-size:11.5pt}h4,nav,.control,table,.kind{font-size:9pt}thead th,footer{font-size:8.5pt}
nav ol{columns:2;column-gap:12mm}nav ol ol{columns:1}nav li{break-inside:avoid-column}
thead{display:table-header-group}
p,li{orphans:3;widows:3}
nav{break-after:page;position:static;max-height:none}
h2,h3,h4{break-after:avoid}
.step{break-inside:avoid}
tr{break-inside:avoid}
.table{overflow:visible}
#map{page:map}
.map{border:0;overflow:hidden;height:0;margin:0}
.sheets{display:block}
.sheet{break-inside:avoid;margin:0 0 6mm}
.sheet svg{display:block;height:auto}
.lead,.around{break-inside:avoid}
.step p,.step ul,.step ol,.step>dl{max-width:none}.step>dl{display:block;columns:2;column-gap:8mm}.step>dl>div{grid-template-columns:21mm minmax(0,1fr);gap:3mm;break-inside:avoid;margin-bottom:2.5pt}.step dd ul{padding-inline-start:10pt}.step{margin-top:16pt;padding-top:10pt;font-size:9.5pt;line-height:1.38}.step dl{gap:2.5pt 24pt}.step li{margin:1px 0}h4{margin:10pt 0 3pt}.around{margin-top:6pt}.table{margin-bottom:8pt}th,td{padding-block:3.5pt}dl{gap:3pt 24pt}
footer{display:none}
.quick{font-size:8pt;line-height:1.3}.quick h1{font-size:14pt;margin-bottom:4pt}.quick h2{font-size:9.5pt;margin-bottom:2pt}.quick main{margin-top:6pt}.quick section{margin-bottom:7pt}.quick p{margin-bottom:2pt}.quick table,.quick .kicker{font-size:7.5pt;line-height:1.25}.quick th,.quick td{padding-block:2pt;padding-inline-end:8pt}.quick .lead+.table,.quick .lead+p{margin-top:0}
a{text-decoration:none}
}
`.trim()

/** Of a document with red lines alone: what is new and what is gone is told by lines, and by colour besides. */
export const redLines =
  'ins{text-decoration:underline double;background:color-mix(in srgb,#2f7d4f 16%,transparent)}del.gone{text-decoration:line-through;background:color-mix(in srgb,#b3392b 14%,transparent)}'
