package io.colophon.provider.declarative;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of a vendor whose adapter is shipped; one small class for each vendor. */
public abstract sealed class ShippedFactory implements ProviderFactory<ShippedConfig> {
  private final String adapter;

  ShippedFactory(String adapter) {
    this.adapter = adapter;
  }

  @Override
  public final String type() {
    return adapter;
  }

  @Override
  public final Class<ShippedConfig> configType() {
    return ShippedConfig.class;
  }

  @Override
  public final Set<String> secretProperties() {
    return Set.of("api-key", "secret-key");
  }

  @Override
  public final List<Capability> capabilities() {
    return ShippedAdapters.named(adapter).capabilities();
  }

  @Override
  public final Provider create(String name, ShippedConfig config, ProviderContext context) {
    return DeclarativeProvider.open(name, ShippedAdapters.named(adapter), config, context);
  }

  /** AUTOMATIC1111's Stable Diffusion web UI. */
  public static final class A1111 extends ShippedFactory {
    public A1111() {
      super("a1111");
    }
  }

  /** ElevenLabs: speech, music, sound. */
  public static final class ElevenLabs extends ShippedFactory {
    public ElevenLabs() {
      super("elevenlabs");
    }
  }

  /** China Mobile's Jiutian. */
  public static final class Jiutian extends ShippedFactory {
    public Jiutian() {
      super("jiutian");
    }
  }

  /** Kling: films. */
  public static final class Kling extends ShippedFactory {
    public Kling() {
      super("kling");
    }
  }

  /** Huawei's Pangu and other models on ModelArts. */
  public static final class Pangu extends ShippedFactory {
    public Pangu() {
      super("pangu");
    }
  }

  /** Runway: films. */
  public static final class Runway extends ShippedFactory {
    public Runway() {
      super("runway");
    }
  }

  /** ByteDance's Seedream on Volcano Ark: pictures. */
  public static final class Seedream extends ShippedFactory {
    public Seedream() {
      super("seedream");
    }
  }

  /** Stability: pictures. */
  public static final class Stability extends ShippedFactory {
    public Stability() {
      super("stability");
    }
  }

  /** China Telecom's TeleChat. */
  public static final class TeleChat extends ShippedFactory {
    public TeleChat() {
      super("telechat");
    }
  }

  /** China Unicom's Honghu. */
  public static final class Unicom extends ShippedFactory {
    public Unicom() {
      super("unicom");
    }
  }
}
