// Escape noise on words, read once for each path: the same bits as random() and sigmoid() give.

struct Draw {
  Word spiked;
  Word residual;  // S - p with 15 fraction bits
};

STRIATUM_INLINE UnsignedWord mix(UnsignedWord x) {
  x = (x ^ (x >> 16)) * 0x7FEB352Du;
  x = (x ^ (x >> 15)) * 0x846CA68Bu;
  return x ^ (x >> 16);
}

// The high word of the product from which on a chance is 0 or 1.
constexpr i32 sigmoid_beyond = detail::sigmoid_end << (46 - 32);

// The chance of a spike, with 31 fraction bits, 1 held; certain or impossible at a hard threshold.
STRIATUM_INLINE Word chance_of(Word v, Word threshold, Word inv_beta) {
  Word never = splat(0);
  const Word above = sub_sat(v, threshold, never, 0);
  const UnsignedWord size = (UnsignedWord)magnitude(above);
  const UnsignedWord width = (UnsignedWord)inv_beta;
  // the product has 46 fraction bits; a straight line begins at each 64th, 16 bits are used
  const Word parts = scale_low(size, width, 24);
  const Word far = mask(scale_high(size, width) >= sigmoid_beyond) | mask(width == 0);
  const Word point = choose(far, splat(0), parts >> 16);
  const auto [low, high] = gather_pair(detail::sigmoid_values.data(), point);
  const UnsignedWord rise = (UnsignedWord)sub(high, low);
  const Word line = add(low, scale_low(rise, (UnsignedWord)(parts & 0xFFFF), 16));
  const Word positive = choose(far, splat(INT32_MIN), line);  // as unsigned that is 1
  return choose(mask(above < 0), sub(splat(INT32_MIN), positive), positive);
}

// Neurons from `index` on; those that rest have no chance.
STRIATUM_INLINE Draw draw(TickKey key, u32 index, Word v, Word threshold, Word inv_beta,
                          Word rests) {
  const Word chance = chance_of(v, threshold, inv_beta) & ~rests;
  const UnsignedWord neuron = (UnsignedWord)add(splat(static_cast<i32>(index)), counting());
  const UnsignedWord drawn = mix(mix(neuron + key.first) ^ key.second);
  // both are at most 2^31, so that the difference has 32 bits; the top 31 drawn bits count
  const Word spiked = mask(sub((Word)(drawn >> 1), chance) < 0);
  const Word share = (Word)(((UnsignedWord)chance + 0x8000u) >> 16);
  const Word residual = sub(spiked & 32768, share);
  return {spiked, choose(mask(residual > 32767), splat(32767), residual)};
}
