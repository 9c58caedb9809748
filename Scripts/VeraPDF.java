// veraPDF's library as a command, for a jar that carries the library and not the command line of veraPDF.
// Usage: java -cp JARS Scripts/VeraPDF.java --flavour ua1 [--format text] FILE…   (ua1, ua2, 3a, 4f, …)
// Prints "PASS FILE FLAVOUR" or "FAIL …" with each broken rule once, where it is first broken and how often; exit code 1 if any fails.

import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraPDF {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = null;
    boolean broken = false;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--flavour")) {
        flavour = PDFAFlavour.fromString(arguments[++i]);
      } else if (arguments[i].equals("--format")) {
        i++;
      } else {
        broken |= !judge(arguments[i], flavour);
      }
    }
    System.exit(broken ? 1 : 0);
  }

  static boolean judge(String path, PDFAFlavour flavour) throws Exception {
    var foundry = Foundries.defaultInstance();
    try (var file = new FileInputStream(path);
        var parser = foundry.createParser(file, flavour)) {
      ValidationResult result = foundry.createValidator(flavour, false).validate(parser);
      System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + path + " " + flavour.getId());
      Map<String, Integer> counts = new LinkedHashMap<>();
      Map<String, String> first = new LinkedHashMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        counts.merge(rule, 1, Integer::sum);
        first.putIfAbsent(rule, assertion.getMessage() + "\n    " + assertion.getLocation().getContext());
      }
      counts.forEach((rule, count) -> System.out.println("  " + rule + ", " + count + " times: " + first.get(rule)));
      return result.isCompliant();
    }
  }
}
