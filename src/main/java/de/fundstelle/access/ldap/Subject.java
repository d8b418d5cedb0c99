// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// The value of the attribute that never changes, as text and back again.
///
/// An objectGUID is written as Windows shows it, text stays text, and all else becomes `hex:…`.
final class Subject {

    private static final String HEX = "hex:";
    private static final int GUID_BYTES = 16;

    private Subject() {}

    static String text(String attribute, byte[] value) {
        if (isGuid(attribute) && value.length == GUID_BYTES) {
            return guid(value).toString();
        }
        return printable(value)
                .filter(text -> !text.startsWith(HEX))
                .orElseGet(() -> HEX + HexFormat.of().formatHex(value));
    }

    /// Empty if no value can have this text.
    static Optional<byte[]> value(String attribute, String text) {
        try {
            if (text.startsWith(HEX)) {
                return Optional.of(HexFormat.of().parseHex(text.substring(HEX.length())));
            }
            if (isGuid(attribute)) {
                return Optional.of(bytes(UUID.fromString(text)));
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(text.getBytes(StandardCharsets.UTF_8)).filter(value -> value.length > 0);
    }

    private static boolean isGuid(String attribute) {
        return attribute.equalsIgnoreCase("objectGUID");
    }

    /// The first three parts are little-endian, the rest is big-endian (MS-DTYP 2.3.4).
    private static UUID guid(byte[] value) {
        ByteBuffer from = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(GUID_BYTES);
        to.putInt(from.getInt()).putShort(from.getShort()).putShort(from.getShort());
        to.put(from).flip();
        return new UUID(to.getLong(), to.getLong());
    }

    private static byte[] bytes(UUID guid) {
        ByteBuffer from = ByteBuffer.allocate(GUID_BYTES)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .flip();
        ByteBuffer to = ByteBuffer.allocate(GUID_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        to.putInt(from.getInt()).putShort(from.getShort()).putShort(from.getShort());
        to.put(from);
        return to.array();
    }

    private static Optional<String> printable(byte[] value) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString())
                    .filter(text -> !text.isEmpty() && text.codePoints().noneMatch(Character::isISOControl));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
