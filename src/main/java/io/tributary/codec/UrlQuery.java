package io.tributary.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The query string of a URL: what stands between {@code ?} and {@code #}. */
final class UrlQuery {
    private UrlQuery() {}

    /**
     * The value of a parameter, decoded: {@code %xx} is a byte of UTF-8, {@code +} a blank. Of a repeated parameter the
     * first counts; one with an escape that is none is as good as not there.
     *
     * @return null if there is no such parameter
     */
    static @Nullable String value(String url, String name) {
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        int at = url.indexOf('?') + 1;
        if (at == 0) {
            return null;
        }
        while (at < end) {
            int ampersand = url.indexOf('&', at);
            int stop = ampersand < 0 || ampersand > end ? end : ampersand;
            int equals = url.indexOf('=', at);
            if (equals >= 0 && equals < stop && isNamed(url, at, equals, name)) {
                String value = decode(url, equals + 1, stop);
                if (value != null) {
                    return value;
                }
            }
            at = stop + 1;
        }
        return null;
    }

    private static boolean isNamed(String url, int from, int to, String name) {
        if (to - from == name.length() && url.startsWith(name, from)) {
            return true;
        }
        return isEscaped(url, from, to) && name.equals(decode(url, from, to));
    }

    private static boolean isEscaped(String url, int from, int to) {
        for (int i = from; i < to; i++) {
            if (url.charAt(i) == '%' || url.charAt(i) == '+') {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String decode(String url, int from, int to) {
        String raw = url.substring(from, to);
        if (!isEscaped(raw, 0, raw.length())) {
            return raw;
        }
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        int size = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[size++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[size++] = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
