import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;

/** Prints how many axioms the OWL API reads in a file, then one line for each way in which it leaves OWL 2 RL. */
public class OwlProfile {
    public static void main(String[] arguments) throws Exception {
        OWLOntology ontology =
            OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(arguments[0]));
        System.out.println(ontology.getAxiomCount());
        for (OWLProfileViolation violation : Profiles.OWL2_RL.checkOntology(ontology).getViolations()) {
            System.out.println(violation);
        }
    }
}
