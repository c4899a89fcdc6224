package io.tributary.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main, for as long as its owner lives: standard input is open until then, so a job never outlives a
 * benchmark that was killed.
 */
final class OwnedMain {
    private OwnedMain() {}

    /** @param args the class whose main it is, then what that is told */
    public static void main(String[] args) throws Exception {
        Thread owner = new Thread(OwnedMain::endWithOwner, "owner");
        owner.setDaemon(true);
        owner.start();
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void endWithOwner() {
        try (InputStream owner = System.in) {
            owner.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the owner is gone: the same as the end of its stream
        }
        Runtime.getRuntime().halt(0);
    }
}
