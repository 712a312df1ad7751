"""A configuration of nginx that shows the error pages of the status site: HTML to browsers, JSON to programs."""

from plainstatus.infrastructure.cloudfront import CODES

_CONFIGURATION = """\
# Error pages of {status_page}
# Keep a copy of its errors/ folder below {root}, made anew every minute or so: this server must have it
# when nothing else answers.
#
# This part belongs into `http {{ … }}`.

# Browsers ask for HTML by name; whatever does not is a program, and gets JSON.
map $http_accept $status_form {{
    default json;
    "~*text/html" html;
}}

upstream product {{
    server {upstream};
}}

server {{
    listen {listen};

    location / {{
        proxy_pass http://product;
        proxy_set_header Host $host;
        proxy_connect_timeout 3s;
        # The pages take the place of the product's own errors too; without it, only where it does not answer.
        proxy_intercept_errors on;
{pages}
    }}

    # No client can ask for these; the status of the answer stays that of the error.
    location ^~ /errors/ {{
        internal;
        root {root};
        # Without the copy an error would turn into a 404, which means that the page is gone for good.
        try_files $uri =503;
        types {{
            text/html html;
            application/problem+json json;
        }}
        charset utf-8;
        charset_types text/html;
        add_header Retry-After {retry_after} always;
        add_header Cache-Control no-store always;
        add_header Vary Accept always;
    }}
}}
"""


def configuration(status_page: str, *, upstream: str, listen: str, root: str, retry_after: int) -> str:
    """The text of the configuration. `root` is the folder that has `errors/` in it, `retry_after` is in seconds.

    Raises ValueError where a value could end its own line or quotes.
    """
    for value in (upstream, listen, root, status_page):
        if not value or set(value) & set(";{}\"'\\\n\r \t$#"):
            raise ValueError(value)
    pages = "\n".join(f"        error_page {code} /errors/{code}.$status_form;" for code in CODES)
    return _CONFIGURATION.format(
        status_page=status_page, upstream=upstream, listen=listen, root=root, retry_after=retry_after, pages=pages
    )
