"""Usage: pyhankoLevels.py TRUST.pem FILE [lenient]. Prints one line of JSON: what pyHanko makes of every signature with what the file holds alone, revocation
data required and no network: today (`bottomLine`), and by the validation with archival data of EN 319 102-1 section 5.6.3 (`verdict`)."""
import asyncio
import json
import sys

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec, RevinfoOnlineFetchingRule, RevocationInfoGatheringSpec, SignatureValidationSpec
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager


def anchors(path):
    with open(path, "rb") as file:
        for _, _, der in pem.unarmor(file.read(), multiple=True):
            yield x509.Certificate.load(der)


async def judge(signature, spec, context):
    result = await ades_lta_validation(signature, spec)
    status = await async_validate_pdf_signature(signature, context(), ts_validation_context=context())
    oldest = result.oldest_evidence_record_timestamp
    return {
        "field": signature.field_name,
        "verdict": str(result.ades_subindic),
        "bottomLine": status.bottom_line,
        "oldestArchiveTimestamp": oldest.isoformat() if oldest is not None else None,
        "modification": status.modification_level.name,
    }


def policy(trust):
    roots = list(anchors(trust))
    certificates = CertValidationPolicySpec(trust_manager=SimpleTrustManager.build(trust_roots=roots), revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO))
    gathering = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)
    return roots, PdfSignatureValidationSpec(SignatureValidationSpec(cert_validation_policy=certificates, revinfo_gathering_policy=gathering))


async def main(trust, path, reading="strict"):
    roots, spec = policy(trust)
    with open(path, "rb") as file:
        # Reading strictly, pyHanko validates nothing in hybrid-reference files.
        reader = PdfFileReader(file, strict=reading != "lenient")
        store = DocumentSecurityStore.read_dss(reader)
        context = lambda: store.as_validation_context({"trust_roots": roots, "allow_fetching": False, "revocation_mode": "require"})
        print(json.dumps({"signatures": [await judge(signature, spec, context) for signature in reader.embedded_regular_signatures]}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
