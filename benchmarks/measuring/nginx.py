"""nginx with one static file, where it is installed: the least that any web server can do."""

import contextlib
import shutil
import subprocess
import time

from .server import Reader, free_port

CONFIGURATION = """
daemon off; master_process on; worker_processes 2; pid {folder}/pid; error_log {folder}/error;
events {{ worker_connections 256; }}
http {{
    access_log off; keepalive_requests 1000000;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{ listen 127.0.0.1:{port}; root {folder}; default_type text/html; }}
}}
"""


def is_there():
    return shutil.which("nginx") is not None


@contextlib.contextmanager
def serving_file(body, folder):
    """Yield (pid, port) of an nginx that serves `body` as /page.html from `folder`, a new one."""
    port = free_port()
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "page.html").write_bytes(body)
    (folder / "conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    process = subprocess.Popen(
        ["nginx", "-p", folder, "-c", folder / "conf"], stderr=subprocess.DEVNULL
    )
    try:
        for _time in range(500):
            with contextlib.suppress(OSError), Reader(port) as reader:
                if reader.get("/page.html").status == 200:
                    break
            time.sleep(0.01)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(timeout=30)
