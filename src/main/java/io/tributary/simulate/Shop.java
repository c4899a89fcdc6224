package io.tributary.simulate;

import static io.tributary.simulate.JsonBytes.fragment;

import java.util.Locale;

/** The online shop that all the traffic goes to: its pages and products, as ready-made JSON. */
final class Shop {
    private static final String[] TITLES = {
        "Home",
        "New Arrivals",
        "Women",
        "Men",
        "Kids",
        "Sale",
        "Store Finder",
        "Help",
        "Returns",
        "Account",
        "Wish List"
    };
    private static final String[] CATEGORIES = {"Shoes", "Jackets", "Bags", "Watches", "Headphones", "Kitchen"};
    private static final String[] MATERIALS = {"Leather", "Canvas", "Wool", "Steel", "Bamboo", "Linen", "Oak"};
    private static final String[] SHAPES = {"Classic", "Slim", "Trail", "City", "Travel", "Studio"};
    private static final int PRODUCTS = 240;

    /** A place in the shop. */
    @SuppressWarnings("ArrayRecordComponent") // ready-made JSON is never compared
    record Page(byte[] path, byte[] title) {}

    /**
     * @param properties of events about it, without braces
     * @param cents its price
     */
    @SuppressWarnings("ArrayRecordComponent") // ready-made JSON is never compared
    record Product(byte[] properties, byte[] path, byte[] title, int cents) {}

    private final Page[] pages = new Page[TITLES.length];
    private final Product[] products = new Product[PRODUCTS];

    Shop() {
        for (int i = 0; i < pages.length; i++) {
            pages[i] = new Page(fragment("/" + slug(TITLES[i])), fragment(TITLES[i]));
        }
        for (int i = 0; i < products.length; i++) {
            products[i] = product(i);
        }
    }

    Page page(Dice dice) {
        return pages[dice.below(pages.length)];
    }

    /** Some sell far better than others. */
    Product product(Dice dice) {
        return products[dice.below(1 + dice.below(products.length))];
    }

    private static Product product(int number) {
        String category = CATEGORIES[number % CATEGORIES.length];
        String name = SHAPES[number / 7 % SHAPES.length] + " " + MATERIALS[number % MATERIALS.length] + " " + category;
        int cents = 990 + number * 7919 % 24_000;
        String path = "/products/" + slug(name) + "-" + number;
        String properties = String.format(
                Locale.ROOT,
                "\"product_id\":\"p-%d\",\"sku\":\"%c-%d\",\"name\":\"%s\",\"category\":\"%s\",\"variant\":\"%s\","
                        + "\"price\":%d.%02d,\"currency\":\"EUR\"",
                1000 + number,
                category.charAt(0),
                number,
                name,
                category,
                MATERIALS[number % MATERIALS.length],
                cents / 100,
                cents % 100);
        return new Product(fragment(properties), fragment(path), fragment(name), cents);
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
