package lifeboat.bucket.s3;

import java.io.IOException;

/** The body of an answer broke off or ended early. It tells the store's fault from the reader's own IOException. */
final class BodyException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyException(String message, IOException cause) {
        super(message, cause);
    }

    BodyException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "the body broke off" : message;
    }
}
