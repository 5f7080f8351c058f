import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Usage: VeraPdfJudge FLAVOUR FILE... (3b, ua1 ...) prints one JSON line a file. */
public final class VeraPdfJudge {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(arguments[i]), flavour)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
                ValidationResult result = validator.validate(parser);
                String failed = result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> "\"" + assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + "\"")
                    .distinct()
                    .collect(Collectors.joining(",", "[", "]"));
                System.out.println("{\"file\":\"" + Path.of(arguments[i]).getFileName() + "\",\"flavour\":\"" + flavour.getId()
                    + "\",\"compliant\":" + result.isCompliant() + ",\"assertions\":" + result.getTotalAssertions() + ",\"failed\":" + failed + "}");
            }
        }
    }
}
