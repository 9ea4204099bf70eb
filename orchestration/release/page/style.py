"""How the pages for readers look, on a screen of any width and on paper; it says nothing by itself.

Text has 7:1 against its ground, lines that matter 3:1; nothing is told by colour alone.
"""

SCREEN = """
* { box-sizing: border-box; }
body { font: 1.1875rem/1.5 Arial, Helvetica, sans-serif; margin: 0; color: #0b0c0c;
  background: #fff; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; display: block; padding: .5rem 1rem; }
a { color: #1d4f91; }
a:hover { text-decoration-thickness: 3px; }
:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; background: #ffdd00; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 6px solid #1d4f91; }
header p { margin: 0; font-weight: bold; }
header ul { list-style: none; padding: 0; margin: .75rem 0 0; max-width: none; display: flex;
  flex-wrap: wrap; gap: .25rem 1.5rem; }
[aria-current] { font-weight: bold; color: #0b0c0c; }
footer { border-top: 1px solid #767676; margin-top: 3rem; font-size: 1rem; }
h1 { font-size: 2rem; line-height: 1.15; margin: 1rem 0; }
h2 { font-size: 1.625rem; line-height: 1.2; margin: 3rem 0 .75rem; }
h3 { font-size: 1.3125rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
h4 { font-size: 1.1875rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p, ul, dl { max-width: 44rem; }
main nav ul { padding-left: 1.2rem; }
nav li { margin: .3rem 0; }
.note { border-left: 6px solid #1d4f91; padding: .25rem 0 .25rem 1rem; margin: 1.25rem 0; }
figure { margin: 0 0 2rem; }
figure img { display: block; max-width: 100%; height: auto; }
.small { font-size: 1rem; }
summary { cursor: pointer; color: #1d4f91; text-decoration: underline; padding: .4rem 0; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; min-width: min(100%, 24rem); font-size: 1rem;
  line-height: 1.35; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border-bottom: 1px solid #767676; padding: .35rem .75rem .35rem 0; text-align: left;
  vertical-align: top; }
.number { text-align: right; white-space: nowrap; }
dt { font-weight: bold; margin-top: .75rem; }
dd { margin: 0; }
li, p, dd, h1, h2, h3, h4, td { overflow-wrap: break-word; }
"""
PAPER = """
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  a { color: #0b0c0c; text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  picture, tr, .whole { break-inside: avoid; }
  h1 { font-size: 18pt; }
  h2 { font-size: 15pt; }
  h3, h4 { font-size: 12pt; }
  table, .small { font-size: 9.5pt; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; display: block; }
}
"""
STYLE = SCREEN + PAPER
