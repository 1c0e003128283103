package lifeboat.screen;

/**
 * Another run has the lock. Only its id, typed, takes the lock over; anything else leaves it where it is.
 *
 * @param held who has it
 * @param typed what was typed so far
 * @param waiting what goes on when this is answered
 */
record TakeOverScene(Message.Held held, TextField typed, Scene waiting) implements Scene {
    static TakeOverScene of(Message.Held held, Scene waiting) {
        return new TakeOverScene(held, TextField.of(""), waiting);
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Typed key) {
            return Next.stay(new TakeOverScene(held, typed.typed(key.stroke()), waiting));
        }
        if (message instanceof Message.Pasted) {
            return Next.saying(this, "what is pasted does not count; type the id");
        }
        if (message instanceof Message.Trouble || message instanceof Message.Opening) {
            return waiting.update(message);
        }
        if (message instanceof Message.Did did) {
            return switch (did.deed()) {
                case CHOOSE ->
                    typed.text().strip().equals(held.run())
                            ? Next.doing(waiting, new Command.TakeOver(held.run()))
                            : Next.saying(this, "it is not the id of the run that has the lock");
                case BACK -> Next.doing(waiting, new Command.TakeOver(""));
                default -> Next.stay(this);
            };
        }
        return Routes.next(this, message);
    }

    @Override
    public void draw(Canvas canvas) {
        Canvas header = canvas.part(0, 0, canvas.columns(), 1);
        header.fill(Role.HEADER);
        header.fitted(1, 0, header.columns() - 2, "Somebody else works on " + held.lock(), Role.HEADER);
        canvas.across(1, Role.BORDER);
        Canvas body = canvas.part(2, 3, canvas.columns() - 4, canvas.rows() - 3);
        int row = 0;
        for (String line : held.told()) {
            body.fitted(0, row, body.columns(), line, row == 0 ? Role.DANGER : Role.PLAIN);
            row++;
        }
        row += 1 + body.prose(0, row + 1, "Ask them first. " + held.means(), Role.WARNING);
        row += 1 + body.prose(0, row + 1, "To take the lock over, type the id of their run:", Role.PLAIN);
        typed.draw(body, 0, row + 1, Math.max(2, body.columns()), true);
    }

    @Override
    public Bindings bindings() {
        return Bindings.of("Somebody else has the lock")
                .shownAs("take over", Deed.CHOOSE, "Enter")
                .shownAs("leave it", Deed.BACK, "Esc");
    }

    @Override
    public boolean isTyping() {
        return true;
    }
}
