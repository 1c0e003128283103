package lifeboat.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The product's classes and source files, tests left out. */
final class House {
    static final String ROOT = "lifeboat";

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static final Path SOURCES = Path.of("src", "main", "java");

    private House() {}

    /** The room of a class: {@code bucket} for {@code lifeboat.bucket.s3.S3Store}, empty for the root package. */
    static String room(JavaClass type) {
        return room(type.getPackageName());
    }

    static String room(String packageName) {
        String[] parts = packageName.split("\\.", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /** The rooms that there are, the root as an empty name. */
    static Set<String> rooms() {
        Set<String> rooms = new TreeSet<>();
        CLASSES.forEach(type -> rooms.add(room(type)));
        return rooms;
    }

    static DescribedPredicate<JavaClass> inRoom(List<String> rooms) {
        return DescribedPredicate.describe("in " + rooms, type -> isOurs(type) && rooms.contains(room(type)));
    }

    static DescribedPredicate<JavaClass> inRoom(String... rooms) {
        return inRoom(List.of(rooms));
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** Every Java file of the product. */
    static List<Path> sourceFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
