import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Usage: DssJudge TRUST.pem FILE... prints one JSON line a file. Works offline: no revocation source is configured. */
public final class DssJudge {
    public static void main(String[] arguments) throws Exception {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        byte[] pem = Files.readAllBytes(Path.of(arguments[0]));
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            trusted.addCertificate(new CertificateToken((X509Certificate) certificate));
        }
        for (int i = 1; i < arguments.length; i++) {
            System.out.println(judge(arguments[i], trusted));
        }
    }

    private static String judge(String file, CommonTrustedCertificateSource trusted) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
        validator.setCertificateVerifier(verifier);
        Reports reports = validator.validateDocument();
        SimpleReport simple = reports.getSimpleReport();
        DiagnosticData diagnostic = reports.getDiagnosticData();
        List<String> signatures = new ArrayList<>();
        for (String id : simple.getSignatureIdList()) {
            SignatureWrapper signature = diagnostic.getSignatureById(id);
            PDFRevisionWrapper revision = signature.getPDFRevision();
            signatures.add("{"
                + "\"level\":" + quote(simple.getSignatureFormat(id))
                + ",\"indication\":" + quote(simple.getIndication(id))
                + ",\"subIndication\":" + quote(simple.getSubIndication(id))
                + ",\"signedBy\":" + quote(simple.getSignedBy(id))
                + ",\"intact\":" + (signature.isSignatureIntact() && signature.isSignatureValid())
                + ",\"byteRangeValid\":" + revision.isSignatureByteRangeValid()
                + ",\"dictionaryConsistent\":" + revision.isPdfSignatureDictionaryConsistent()
                + ",\"undefinedChanges\":" + revision.getPdfUndefinedChanges().size()
                + ",\"annotationChanges\":" + revision.getPdfAnnotationChanges().size()
                + ",\"visualDifferences\":" + revision.getPdfVisualDifferenceConcernedPages().size()
                + ",\"annotationOverlaps\":" + revision.getPdfAnnotationsOverlapConcernedPages().size()
                + ",\"timestamps\":" + signature.getTimestampList().stream()
                    .map(t -> "{\"intact\":" + (t.isSignatureIntact() && t.isMessageImprintDataIntact())
                        + ",\"indication\":" + quote(simple.getIndication(t.getId()))
                        + ",\"subIndication\":" + quote(simple.getSubIndication(t.getId())) + "}")
                    .collect(Collectors.joining(",", "[", "]"))
                + ",\"errors\":" + simple.getAdESValidationErrors(id).stream()
                    .map(message -> quote(message.getValue())).collect(Collectors.joining(",", "[", "]"))
                + "}");
        }
        return "{\"file\":" + quote(Path.of(file).getFileName()) + ",\"signatures\":[" + String.join(",", signatures) + "]}";
    }

    private static String quote(Object value) {
        if (value == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
