package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.terminal.AllowedBytes;
import lifeboat.terminal.ColourDepth;
import lifeboat.terminal.HostileTexts;
import lifeboat.terminal.Picture;
import lifeboat.terminal.Size;
import lifeboat.terminal.Style;
import lifeboat.terminal.paint.Painter;
import lifeboat.terminal.paint.Tongue;
import org.junit.jupiter.api.Test;

/** Whatever is written on a part of the screen stays there, and nothing of it steers the terminal. */
@Fault("F56")
class HostileTextTest {
    private static final int TEXTS = 10_000;
    private static final Size SIZE = new Size(48, 7);
    private static final int LEFT = 11;
    private static final int TOP = 2;
    private static final int WIDE = 20;
    private static final int HIGH = 3;

    /** A grid without colours. */
    private record Cells(Grid grid) implements Picture {
        @Override
        public Size size() {
            return SIZE;
        }

        @Override
        public String text(int column, int row) {
            return grid.text(column, row);
        }

        @Override
        public Style style(int column, int row) {
            return Style.PLAIN;
        }

        @Override
        public Optional<Point> cursor() {
            return Optional.empty();
        }
    }

    @Test
    void itStaysInItsPartAndSteersNothing(Tally tally) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Painter painter = new Painter(written::writeBytes, new Tongue(ColourDepth.TRUE, true, true), () -> SIZE);
        for (long seed = 0; seed < TEXTS; seed++) {
            tally.injected();
            Grid grid = new Grid(SIZE);
            Canvas all = Canvas.of(grid);
            for (int row = 0; row < SIZE.rows(); row++) {
                all.text(0, row, "#".repeat(SIZE.columns()), Role.PLAIN);
            }
            Canvas part = all.part(LEFT, TOP, WIDE, HIGH);
            String text = HostileTexts.of(seed);
            switch ((int) (seed % 5)) {
                case 0 -> part.text(0, 1, text, Role.PLAIN);
                case 1 -> part.fitted(3, 1, 12, text, Role.PLAIN);
                case 2 -> part.right(WIDE, 1, text, Role.PLAIN);
                case 3 -> part.prose(0, 0, text, Role.PLAIN);
                default -> part.text(-3, 1, text, Role.PLAIN);
            }
            outsideIsAsItWas(grid, seed);
            written.reset();
            painter.show(new Cells(grid), seed % 7 == 0);
            AllowedBytes.assertPicture(written.toByteArray());
            tally.survived();
        }
    }

    private static void outsideIsAsItWas(Grid grid, long seed) {
        for (int row = 0; row < SIZE.rows(); row++) {
            for (int column = 0; column < SIZE.columns(); column++) {
                boolean inside = row >= TOP && row < TOP + HIGH && column >= LEFT && column < LEFT + WIDE;
                if (!inside) {
                    assertThat(grid.text(column, row))
                            .as("text %d at %d, %d", seed, column, row)
                            .isEqualTo("#");
                }
            }
        }
    }
}
