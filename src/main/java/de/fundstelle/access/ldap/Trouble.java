// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import javax.net.ssl.SSLException;

/// Why the directory could not be asked, in words that carry nothing from a request or an entry.
///
/// The library's own messages are not used: they quote requests, with the names in them.
final class Trouble {

    private Trouble() {}

    static String with(String doing, LDAPException failure) {
        return "%s: %s (result code %d)"
                .formatted(doing, reason(failure), failure.getResultCode().intValue());
    }

    private static String reason(LDAPException failure) {
        ResultCode code = failure.getResultCode();
        if (caused(failure, CertPathBuilderException.class, CertPathValidatorException.class)) {
            return "the server's certificate is not from a trusted CA or has run out; check access.ldap.ca-file";
        }
        if (caused(failure, Endpoint.WrongHost.class)) {
            return "the server's certificate is for another host name; write that one in access.ldap.url";
        }
        if (caused(failure, Endpoint.NoStartTls.class)) {
            return "the server offers no StartTLS; use ldaps in access.ldap.url";
        }
        if (caused(failure, SSLException.class)) {
            return "no TLS connection came about; check port and scheme in access.ldap.url";
        }
        return switch (code.intValue()) {
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE ->
                "the directory refuses the service account; check access.ldap.bind-dn and bind-password-file";
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> "access.ldap.base-dn is not there, or not to be seen";
            case ResultCode.CONNECT_ERROR_INT_VALUE -> "no connection; check access.ldap.url, the network, the server";
            case ResultCode.SERVER_DOWN_INT_VALUE -> "the connection was closed; check the server";
            case ResultCode.TIMEOUT_INT_VALUE, ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE ->
                "no answer in time; check the server and its indexes for the attributes in the filters";
            default -> "the server answers '%s'".formatted(code.getName());
        };
    }

    @SafeVarargs
    private static boolean caused(Throwable failure, Class<? extends Throwable>... types) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            for (Class<? extends Throwable> type : types) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
        }
        return false;
    }
}
