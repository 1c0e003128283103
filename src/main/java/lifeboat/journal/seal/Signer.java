package lifeboat.journal.seal;

/** Whoever signs the seals of a journal: the operator's ssh key or agent, or a key of this installation. */
@FunctionalInterface
public interface Signer {
    /**
     * Signs a message in the namespace {@link SshSignature#NAMESPACE}. Is called on the run thread, so it must come to an
     * end by itself within seconds.
     */
    SshSignature sign(byte[] message) throws SealException;

    /** The same, but with another signer in its place from the first time on that this one fails. */
    default Signer or(Signer other) {
        return new Signer() {
            private boolean failed;

            @Override
            public synchronized SshSignature sign(byte[] message) throws SealException {
                if (!failed) {
                    try {
                        return Signer.this.sign(message);
                    } catch (SealException e) {
                        // An agent that is gone, with the SSH connection that it came by, does not come back.
                        failed = true;
                    }
                }
                return other.sign(message);
            }
        };
    }
}
