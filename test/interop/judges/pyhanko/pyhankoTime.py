"""Usage: pyhankoTime.py TRUST.pem FILE. Prints one line of JSON: the least time of ten validations of all signatures in this process, and their verdicts."""
import asyncio
import json
import sys
import time

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhankoLevels import policy


async def main(trust, path):
    spec, least, verdicts = policy(trust)[1], float("inf"), []
    for _ in range(10):
        with open(path, "rb") as file:
            begun = time.perf_counter()
            results = [await ades_lta_validation(signature, spec) for signature in PdfFileReader(file).embedded_regular_signatures]
            least = min(least, time.perf_counter() - begun)
            verdicts = [str(result.ades_subindic) for result in results]
    print(json.dumps({"verdicts": verdicts, "leastSeconds": least}))


asyncio.run(main(sys.argv[1], sys.argv[2]))
