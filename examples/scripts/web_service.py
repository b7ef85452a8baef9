"""A web service in one function: POST a file in any known format, get JSON Resume back.

    python web_service.py          # then: curl --data-binary @cv.xml http://127.0.0.1:8000

The library keeps no global state, so the function may run in as many threads as the server likes.
"""

import json

import eportfolio as ep

LIMITS = ep.Limits(file_bytes=5_000_000)


def application(environ, start_response):
    size = min(int(environ.get("CONTENT_LENGTH") or 0), LIMITS.file_bytes + 1)
    try:
        conversion = ep.convert(
            environ["wsgi.input"].read(size), target_format="jsonresume", options=ep.ReadOptions(limits=LIMITS)
        )
    except ep.EportfolioError as error:
        start_response("422 Unprocessable Content", [("Content-Type", "application/json")])
        return [json.dumps(error.finding.as_dict()).encode()]
    lost = str(conversion.report.fidelity.lost)
    start_response("200 OK", [("Content-Type", "application/json"), ("X-Values-Lost", lost)])
    return [conversion.data]


if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    make_server("127.0.0.1", 8000, application).serve_forever()
