package io.tributary.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that asks whoever comes for a certificate and a password, with the file of settings that a client needs. The
 * door without a lock that {@link LocalBroker} has is left open for the test itself.
 */
public final class SecureBroker implements AutoCloseable {
    public static final String KEYSTORE_PASSWORD = "kEystOre-Zx81Qv77-pAss";
    public static final String TRUSTSTORE_PASSWORD = "trUst-99Rk-store-Wd3";
    /** A setting that nobody knows but maybe a plugin of the user's. */
    public static final String PLUGIN_TOKEN = "tOken-of-a-plugin-5Yh2";

    private static final String USER = "resolver";
    private static final long PATIENCE_SECONDS = 90;

    private final LocalBroker broker;
    private final Path directory;
    private final int port;

    private SecureBroker(LocalBroker broker, Path directory, int port) {
        this.broker = broker;
        this.directory = directory;
        this.port = port;
    }

    /** @param directory for the broker, keys and certificates; deleted when it is closed */
    public static SecureBroker start(Path directory, String password) throws Exception {
        LocalBroker broker = LocalBroker.start(directory, 0);
        try {
            SecureBroker secure = new SecureBroker(broker, directory, freePort());
            secure.makeKeys();
            broker.kill();
            secure.addListener();
            broker.restart();
            secure.setPassword(password);
            return secure;
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    /** Where it asks for credentials. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where it does not. */
    public String openBootstrapServers() {
        return broker.bootstrapServers();
    }

    /** From now on only this one is taken. */
    public void setPassword(String password) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) openBootstrapServers()))) {
            ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER, how, password)))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Writes the file that clients are told with {@code --kafka-config}. */
    public Path clientSettings(Path file, String password) throws IOException {
        return Files.writeString(file, """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
                  username="%s" \\
                  password="%s";
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                ssl.key.password=%s
                ssl.truststore.type=PKCS12
                ssl.truststore.location=%s
                ssl.truststore.password=%s
                reconnect.backoff.max.ms=250
                acme.plugin.token=%s
                """.formatted(
                        USER,
                        password,
                        keystore(),
                        KEYSTORE_PASSWORD,
                        KEYSTORE_PASSWORD,
                        truststore(),
                        TRUSTSTORE_PASSWORD,
                        PLUGIN_TOKEN));
    }

    private Path keystore() {
        return directory.resolve("keystore.p12");
    }

    private Path truststore() {
        return directory.resolve("truststore.p12");
    }

    private void makeKeys() throws Exception {
        Path certificate = directory.resolve("certificate.pem");
        List<String> store = List.of(
                "-alias",
                "self",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore().toString(),
                "-storepass");
        keytool(
                store,
                KEYSTORE_PASSWORD,
                List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1"));
        keytool(store, KEYSTORE_PASSWORD, List.of("-exportcert", "-rfc", "-file", certificate.toString()));
        List<String> trust = List.of(
                "-alias",
                "self",
                "-storetype",
                "PKCS12",
                "-keystore",
                truststore().toString(),
                "-storepass");
        keytool(trust, TRUSTSTORE_PASSWORD, List.of("-importcert", "-noprompt", "-file", certificate.toString()));
    }

    private void keytool(List<String> store, String password, List<String> what) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add(what.get(0));
        command.addAll(store);
        command.add(password);
        command.addAll(what.subList(1, what.size()));
        Path said = directory.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool " + what.get(0) + " failed: " + Files.readString(said));
        }
    }

    private void addListener() throws IOException {
        Path file = directory.resolve("server.properties");
        Properties server = MountedSettings.read(file);
        String listener = ",SASL_SSL://127.0.0.1:" + port;
        server.setProperty("listeners", server.getProperty("listeners") + listener);
        server.setProperty("advertised.listeners", server.getProperty("advertised.listeners") + listener);
        server.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL");
        server.setProperty("inter.broker.listener.name", "PLAINTEXT");
        server.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        server.setProperty(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        server.setProperty("listener.name.sasl_ssl.ssl.client.auth", "required");
        for (String kind : List.of("keystore", "truststore")) {
            server.setProperty("ssl." + kind + ".type", "PKCS12");
            server.setProperty(
                    "ssl." + kind + ".location",
                    directory.resolve(kind + ".p12").toString());
        }
        server.setProperty("ssl.keystore.password", KEYSTORE_PASSWORD);
        server.setProperty("ssl.key.password", KEYSTORE_PASSWORD);
        server.setProperty("ssl.truststore.password", TRUSTSTORE_PASSWORD);
        try (OutputStream out = Files.newOutputStream(file)) {
            server.store(out, null);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
