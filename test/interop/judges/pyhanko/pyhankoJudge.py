"""Usage: pyhankoJudge.py TRUST.pem FILE. Prints one line of JSON: what pyHanko thinks of every signature in the file."""
import json
import sys

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext


def anchors(path):
    with open(path, "rb") as file:
        for _, _, der in pem.unarmor(file.read(), multiple=True):
            yield x509.Certificate.load(der)


def main(trust, path):
    roots = list(anchors(trust))
    result = []
    with open(path, "rb") as file:
        for signature in PdfFileReader(file).embedded_regular_signatures:
            # The event certificate lives a day: the timestamp's moment is the one that counts.
            moment = None
            for stamped in extract_tst_data_iter(signature.signer_info, signed=False):
                moment = stamped["encap_content_info"]["content"].parsed["gen_time"].native
            context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment, revocation_mode="soft-fail")
            timestamps = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment, revocation_mode="soft-fail")
            status = validate_pdf_signature(signature, context, ts_validation_context=timestamps)
            validity = status.timestamp_validity
            result.append({
                "field": signature.field_name,
                "intact": status.intact,
                "valid": status.valid,
                "trusted": status.trusted,
                "bottomLine": status.bottom_line,
                "coverage": status.coverage.name,
                "modification": status.modification_level.name if status.modification_level is not None else "UNKNOWN",
                "timestampTrusted": validity.trusted if validity is not None else None,
            })
    print(json.dumps({"signatures": result}))


main(sys.argv[1], sys.argv[2])
