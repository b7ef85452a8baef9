"""Convert one file and say what did not make it: python convert_with_report.py cv.xml resume.json jsonresume."""

import sys

import eportfolio as ep


def main(source: str, target: str, target_format: str) -> None:
    report = ep.convert(source, target, target_format=target_format, force=True).report
    figures = report.fidelity
    print(f"{figures.leaves} values: {figures.data} as data, {figures.text} as text, {figures.lost} lost")
    for finding in report:
        if finding.name in ("lost", "as-text", "approximate"):
            print(f"line {finding.line}: {finding.message}")


if __name__ == "__main__":
    main(*sys.argv[1:])
