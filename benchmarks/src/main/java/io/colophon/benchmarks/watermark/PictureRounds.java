package io.colophon.benchmarks.watermark;

import io.colophon.labeling.watermark.LumaPlane;
import io.colophon.labeling.watermark.PictureWatermark;
import io.colophon.labeling.watermark.Watermarks;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Marks pictures, attacks them, reads them back. */
final class PictureRounds {
  private final PictureWatermark mark = Watermarks.picture();
  private final PrintWriter out;

  PictureRounds(PrintWriter out) {
    this.out = out;
  }

  private static List<PictureAttack> attacks() {
    List<PictureAttack> attacks = new ArrayList<>();
    attacks.add(new PictureAttack("none", (image, random) -> image));
    for (int quality : new int[] {90, 75, 50}) {
      attacks.add(PictureAttack.jpeg(quality));
    }
    for (double factor : new double[] {0.5, 0.67, 0.75, 1.3, 2}) {
      attacks.add(PictureAttack.resize(factor));
    }
    attacks.add(PictureAttack.both(PictureAttack.resize(0.5), PictureAttack.jpeg(75)));
    attacks.add(PictureAttack.crop(10));
    attacks.add(PictureAttack.crop(25));
    attacks.add(PictureAttack.both(PictureAttack.crop(10), PictureAttack.jpeg(75)));
    attacks.add(
        PictureAttack.both(
            PictureAttack.crop(10),
            PictureAttack.both(PictureAttack.resize(0.71), PictureAttack.jpeg(85))));
    attacks.add(PictureAttack.blur());
    attacks.add(PictureAttack.noise(5));
    attacks.add(PictureAttack.screenshot());
    return attacks;
  }

  void run(int side, int count) {
    Table table = new Table();
    List<String> notes = new ArrayList<>();
    for (Scenes scene : Scenes.values()) {
      double sum = 0;
      double least = Double.MAX_VALUE;
      List<Double> embedding = new ArrayList<>();
      List<Double> detecting = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        SplittableRandom random = new SplittableRandom(i);
        BufferedImage image = scene.picture(side, side, i);
        LumaPlane luma = Luma.of(image);
        long payload = random.nextLong();
        CpuClock clock = new CpuClock();
        mark.embed(luma, payload);
        embedding.add(clock.millis());
        BufferedImage marked = Luma.with(image, luma);
        double psnr = Luma.psnr(Luma.of(image), Luma.of(marked));
        sum += psnr;
        least = Math.min(least, psnr);
        for (PictureAttack attack : attacks()) {
          LumaPlane attacked = Luma.of(attack.change().apply(marked, random));
          boolean right = mark.detect(attacked).filter(it -> it.payload() == payload).isPresent();
          table.add(attack.name(), scene.label(), right);
        }
        LumaPlane plain = Luma.of(image);
        clock = new CpuClock();
        boolean wrong = mark.detect(plain).isPresent();
        detecting.add(clock.millis());
        table.add("unmarked, and nothing is seen", scene.label(), !wrong);
      }
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: PSNR %.1f dB (least %.1f); embedding %.0f ms, looking at an unmarked one %.0f ms"
                  + " of CPU time (medians)",
              scene.label(),
              sum / count,
              least,
              Median.of(embedding),
              Median.of(detecting)));
    }
    table.print(out, "pictures of " + side + "x" + side);
    out.println();
    notes.forEach(note -> out.println("- " + note));
    out.flush();
  }
}
