package io.countersign.house;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import java.util.stream.Stream;

/// The annotations of a part of a source file.
final class Annotations {
    private Annotations() {}

    /// Their simple names.
    static Stream<String> of(MethodTree method) {
        return of(method.getModifiers());
    }

    /// Their simple names.
    static Stream<String> of(ModifiersTree modifiers) {
        return modifiers.getAnnotations().stream()
                .map(annotation -> annotation.getAnnotationType().toString())
                .map(name -> name.substring(name.lastIndexOf('.') + 1));
    }
}
