/** The languages of highlight.js: the name of each one's file, then its other names. A test holds the list against the package. */

const table = `
1c; abnf; accesslog; actionscript as; ada; angelscript asc; apache apacheconf; applescript osascript; arcade; arduino
ino; armasm arm; asciidoc adoc; aspectj; autohotkey ahk; autoit; avrasm; awk; axapta x++; bash sh zsh; basic; bnf;
brainfuck bf; c h; cal; capnproto capnp; ceylon; clean icl dcl; clojure-repl; clojure clj edn; cmake cmake.in;
coffeescript coffee cson iced; coq; cos cls; cpp cc c++ h++ hpp hh hxx cxx; crmsh crm pcmk; crystal cr; csharp cs c#;
csp; css; d; dart; delphi dpr dfm pas pascal; diff patch; django jinja; dns bind zone; dockerfile docker; dos bat batch
cmd; dsconfig; dts; dust dst; ebnf; elixir ex exs; elm; erb; erlang-repl; erlang erl; excel xlsx xls; fix; flix; fortran
f90 f95; freedesktop desktop systemd; fsharp fs f#; gams gms; gauss gss; gcode nc; gherkin feature; glsl; gml; go
golang; golo; gradle; graphql gql; groovy; haml; handlebars hbs html.hbs html.handlebars htmlbars; haskell hs; haxe hx;
hsp; http https; hy hylang; inform7 i7; ini toml; irpf90; isbl; java jsp; javascript js jsx mjs cjs; jboss-cli
wildfly-cli; json jsonc json5; julia-repl jldoctest; julia; kotlin kt kts ktm ktx; lasso ls lassoscript; latex tex;
ldif; leaf; less; lisp; livecodeserver; livescript; llvm; lsl; lua pluto; makefile mk mak make; markdown md mkdown mkd;
mathematica mma wl; matlab; maxima; mel; mercury m moo; mipsasm mips; mizar; mojolicious; monkey; moonscript moon; n1ql;
nestedtext nt; nginx nginxconf; nim; nix nixos; node-repl; nsis; objectivec mm objc obj-c obj-c++ objective-c++; ocaml
ml; openscad scad; oxygene; parser3; perl pl pm; pf pf.conf; pgsql postgres postgresql; php-template; php; plaintext
text txt; pony; powershell pwsh ps ps1; processing pde; profile; prolog; properties; protobuf proto; puppet pp;
purebasic pb pbi; python-repl pycon; python py gyp ipython; q k kdb; qml qt; r; reasonml re; rib; roboconf graph
instances; routeros mikrotik; rsl; ruby rb gemspec podspec thor irb; ruleslanguage; rust rs; sas; scala; scheme scm;
scilab sci; scss; shell console shellsession; smali; smalltalk st; sml; sqf; sql; stan stanfuncs; stata do ado; step21
p21 step stp; stylus styl; subunit; swift; taggerscript; tap; tcl tk; thrift; tp; twig craftcms; typescript ts tsx mts
cts; vala; vbnet vb; vbscript-html; vbscript vbs; verilog v sv svh; vhdl; vim; wasm; wren; x86asm; xl tao; xml html
xhtml rss atom xjb xsd xsl plist wsf svg; xquery xpath xq xqm; yaml yml; zephir zep
`;

/**
 * Languages that another one's rules hand parts of the code to. They have to be there whenever it is, or the result would
 * depend on what other pages had needed before.
 */
const innerTable = `
asciidoc xml; clojure-repl clojure; coffeescript javascript; cos sql javascript xml; dart markdown; django xml;
dockerfile bash; dust xml; erb xml ruby; haml ruby; handlebars xml; javascript xml css graphql; julia-repl julia;
livescript javascript; markdown xml; mojolicious xml perl; nix markdown; node-repl javascript; parser3 xml; perl
mojolicious; pgsql perl python tcl r lua java php ruby bash scheme xml json; php-template xml php; python-repl python;
qml xml; shell bash; tap yaml; twig xml; typescript xml css graphql; vbscript-html xml vbscript; xml css javascript;
xquery xml; yaml ruby
`;

let byName: Map<string, string> | null = null;
let innerOf: Map<string, string[]> | null = null;

/** The file of the language that `name` means, in any case; null when highlight.js has none. */
export function languageFile(name: string): string | null {
  if (byName === null) byName = readTable();
  return byName.get(name.toLowerCase()) ?? null;
}

export function innerLanguages(file: string): readonly string[] {
  if (innerOf === null) innerOf = new Map(entriesOf(innerTable).map(([outer, ...inside]) => [outer as string, inside]));
  return innerOf.get(file) ?? [];
}

function readTable(): Map<string, string> {
  const names = new Map<string, string>();
  const entries = entriesOf(table);
  for (const [file, ...others] of entries) {
    for (const other of others) names.set(other, file as string);
  }
  for (const [file] of entries) names.set(file as string, file as string);
  return names;
}

function entriesOf(text: string): string[][] {
  return text
    .trim()
    .split(/;\s+/)
    .map((entry) => entry.split(/\s+/));
}
