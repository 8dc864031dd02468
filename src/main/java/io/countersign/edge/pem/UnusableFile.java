package io.countersign.edge.pem;

/// A file of keys or certificates cannot be used. The message is one sentence for the operator and holds no secret.
public final class UnusableFile extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableFile(String sentence) {
        super(sentence);
    }

    public UnusableFile(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
